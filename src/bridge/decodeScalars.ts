/**
 * Values without parts on their way from Python. Strict: a malformed payload is a `ValueProblem`.
 */

import { isInteger, isRecord, isString } from "./guards.js";
import { PyTimedelta } from "./pythonMoments.js";
import { PyFloat } from "./pythonValues.js";
import { isFloat, isInt } from "./textForms.js";
import { ValueProblem } from "./wirePath.js";

/** An object with a `__type__`; its other fields are unknown. */
export type Tagged = Readonly<Record<string, unknown>>;

/** A text field. */
export function text(tag: Tagged, field: string): string {
  const value = tag[field];
  if (isString(value)) return value;
  throw new ValueProblem(`the field '${field}' of a ${String(tag["__type__"])} is no text`);
}

/** A text field that must be of a certain form. */
export function textOf(tag: Tagged, isWellFormed: (text: string) => boolean): string {
  const value = text(tag, "value");
  if (isWellFormed(value)) return value;
  throw new ValueProblem(`the text of a ${String(tag["__type__"])} is malformed`);
}

/** An integer field. */
export function integer(tag: Tagged, field: string): number {
  const value = tag[field];
  if (isInteger(value)) return value;
  throw new ValueProblem(`the field '${field}' of a ${String(tag["__type__"])} is no integer`);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Longer data is not searched for wrong characters: its length tells, since decoding drops them. */
const searchedLength = 4096;

/** Attached, or in strict base64. */
export function decodeBytes(tag: Tagged): Uint8Array {
  if (tag["attachment"] instanceof Uint8Array) return tag["attachment"];
  const data = text(tag, "data");
  const bytes = Buffer.from(data, "base64");
  const isWhole = bytes.length === decodedLength(data) && hasCleanEnd(data, bytes);
  if (!isWhole || (data.length <= searchedLength && !base64.test(data))) {
    throw new ValueProblem("bytes that are not base64");
  }
  // Small buffers share one pool, which would show in `.buffer`.
  const alone = bytes.buffer.byteLength === bytes.length;
  return alone ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}

/** Bits of the last characters that no byte holds are zero, else the same bytes could be written twice. */
function hasCleanEnd(data: string, bytes: Buffer): boolean {
  const rest = bytes.length % 3;
  return rest === 0 || data.endsWith(bytes.toString("base64", bytes.length - rest));
}

function decodedLength(data: string): number {
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}

/** An int beyond what a double holds. */
export function decodeInt(tag: Tagged): bigint {
  return BigInt(textOf(tag, isInt));
}

const specialFloats: ReadonlyMap<unknown, number> = new Map([
  ["infinity", Infinity],
  ["neg_infinity", -Infinity],
  ["nan", NaN],
]);

/** Infinity, its negative, or NaN. */
export function decodeSpecialFloat(tag: Tagged): number {
  const value = specialFloats.get(tag["value"]);
  if (value === undefined) throw new ValueProblem("an unknown special float");
  return value;
}

/** Only a whole number needs the wrapper to go back as a float. */
export function decodeFloat(tag: Tagged): PyFloat | number {
  const value = Number(textOf(tag, isFloat));
  return Number.isInteger(value) && !Object.is(value, -0) ? new PyFloat(value) : value;
}

/** A part of a complex number. */
export function complexPart(part: unknown): number {
  if (typeof part === "number") return part;
  if (isRecord(part) && part["__type__"] === "special_float") return decodeSpecialFloat(part);
  if (isRecord(part) && part["__type__"] === "float") return Number(decodeFloat(part));
  throw new ValueProblem("a complex number whose part is no number");
}

/** Which of two equal wall times; 0 if not said. */
export function fold(tag: Tagged): 0 | 1 {
  const value = tag["fold"] ?? 0;
  if (value === 0 || value === 1) return value;
  throw new ValueProblem("a fold is 0 or 1");
}

/** A timedelta in normal form. */
export function decodeTimedelta(tag: Tagged): PyTimedelta {
  const days = integer(tag, "days");
  const seconds = integer(tag, "seconds");
  const microseconds = integer(tag, "microseconds");
  const isNormal =
    Math.abs(days) <= 999_999_999 &&
    seconds >= 0 &&
    seconds < 86_400 &&
    microseconds >= 0 &&
    microseconds < 1_000_000;
  if (!isNormal) throw new ValueProblem("a timedelta that is out of range");
  return new PyTimedelta(days, seconds, microseconds);
}
