/**
 * Shape checks of what workers answer to side requests, as deep as the library itself reads; what it only passes on
 * is left to its readers. Answers that hold Python values are checked by the codec.
 */

import type { ClientMethod } from "../protocol/methods.js";
import { isArray, isArrayOf, isInteger, isRecord, isString } from "./guards.js";

type Guard = (answer: unknown) => boolean;

const isNamed = (entry: unknown): entry is { readonly id: string } =>
  isRecord(entry) && isString(entry["id"]);
const isOutcome = (entry: unknown): entry is object =>
  isRecord(entry) && isString(entry["outcome"]);
const isFate = (entry: unknown): entry is object => isRecord(entry) && isString(entry["fate"]);

const guards: Partial<Record<ClientMethod, Guard>> = {
  "snakebridge/openSession": isNamed,
  "snakebridge/sessions": (answer) => isArrayOf(answer, isNamed),
  "snakebridge/subscribe": (answer) => isArrayOf(answer, isNamed),
  "snakebridge/refs": (answer) =>
    isRecord(answer) && isInteger(answer["total"]) && isArrayOf(answer["refs"], isNamed),
  "snakebridge/release": (answer) => isRecord(answer) && isArrayOf(answer["outcomes"], isOutcome),
  "snakebridge/releaseImpact": (answer) =>
    isRecord(answer) && isInteger(answer["count"]) && isArrayOf(answer["names"], isString),
  "snakebridge/restore": (answer) => isRecord(answer) && isArrayOf(answer["outcomes"], isOutcome),
  "snakebridge/verifyRelease": (answer) => isRecord(answer) && isArrayOf(answer["fates"], isFate),
  "snakebridge/releaseSession": (answer) => isRecord(answer) && isInteger(answer["released"]),
  "snakebridge/extend": isNamed,
  "snakebridge/pin": isNamed,
  "snakebridge/children": (answer) => isRecord(answer) && isArrayOf(answer["children"], isRecord),
  "snakebridge/describe": (answer) => isRecord(answer) && isRecord(answer["summary"]),
  "snakebridge/copy": (answer) =>
    isRecord(answer) &&
    (isString(answer["text"]) || (answer["text"] === null && isString(answer["reason"]))) &&
    (answer["next"] === null || isInteger(answer["next"])),
  "snakebridge/search": (answer) =>
    isRecord(answer) &&
    isArrayOf(answer["hits"], isRecord) &&
    (answer["cursor"] === null || isString(answer["cursor"])),
  "snakebridge/display": (answer) =>
    isRecord(answer) &&
    isString(answer["mimeType"]) &&
    (isString(answer["data"]) || isRecord(answer["data"])),
  "snakebridge/tableOpen": (answer) =>
    isRecord(answer) && isString(answer["table"]) && isArrayOf(answer["columns"], isRecord),
  "snakebridge/tableArrange": (answer) => isRecord(answer) && isInteger(answer["rows"]),
  "snakebridge/tableWindow": (answer) =>
    isRecord(answer) && isInteger(answer["rows"]) && isArrayOf(answer["cells"], isArray),
  "snakebridge/parseSelection": (answer) => isRecord(answer) && isString(answer["kind"]),
  "snakebridge/interrupt": (answer) =>
    isRecord(answer) && typeof answer["interrupted"] === "boolean",
  "snakebridge/ping": isRecord,
};

/** Whether an answer may be read as the protocol says; true for a method whose answer is not read here. */
export function isAnswerTo(method: ClientMethod, answer: unknown): boolean {
  return guards[method]?.(answer) ?? true;
}
