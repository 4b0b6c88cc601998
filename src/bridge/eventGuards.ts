/**
 * Shape checks of what workers send unasked, and of answers that have the same parts. Fields of listed refs are left to their readers: they are only
 * passed on.
 */

import type { InvokeCallbackParams, OutputParams } from "../protocol/calls.js";
import type { DisplayedParams, DisplayForm, RunCellResult } from "../protocol/cells.js";
import type { SessionsLostParams } from "../protocol/cluster.js";
import type { RefsChangedParams } from "../protocol/sessions.js";
import { readPart } from "./clusterErrors.js";
import { isArrayOf, isRecord, isString } from "./guards.js";

const displayChanges = ["show", "update", "clear", "clearNext"] as const;

/** `snakebridge/output`. */
export function isOutput(params: unknown): params is OutputParams {
  return (
    isRecord(params) &&
    isOfRequest(params) &&
    (params["stream"] === "stdout" || params["stream"] === "stderr") &&
    isString(params["text"])
  );
}

/** `snakebridge/displayed`. */
export function isDisplayed(params: unknown): params is DisplayedParams {
  return (
    isRecord(params) &&
    isOfRequest(params) &&
    displayChanges.some((change) => change === params["change"]) &&
    (params["displayId"] === null || isString(params["displayId"])) &&
    isArrayOf(params["forms"], isDisplayForm)
  );
}

/** What `snakebridge/runCell` answers. */
export function isCellResult(answer: unknown): answer is RunCellResult {
  return (
    isRecord(answer) &&
    (answer["forms"] === null || areDisplayForms(answer["forms"])) &&
    isArrayOf(answer["figures"], areDisplayForms) &&
    (answer["ref"] === null || isString(answer["ref"]))
  );
}

function areDisplayForms(forms: unknown): forms is readonly DisplayForm[] {
  return isArrayOf(forms, isDisplayForm);
}

function isDisplayForm(form: unknown): form is DisplayForm {
  return (
    isRecord(form) &&
    isString(form["mime"]) &&
    (form["encoding"] === "text" || form["encoding"] === "base64") &&
    isString(form["data"])
  );
}

/** `snakebridge/refsChanged`. */
export function isRefsChanged(params: unknown): params is RefsChangedParams {
  return (
    isRecord(params) &&
    isString(params["sessionId"]) &&
    (params["session"] === null || isRecord(params["session"])) &&
    isArrayOf(params["added"], isListedRef) &&
    isArrayOf(params["changed"], isListedRef) &&
    isArrayOf(params["removed"], isRemovedRef) &&
    isMemory(params["memoryBytes"])
  );
}

/** `snakebridge/sessionsLost`. */
export function isSessionsLost(params: unknown): params is SessionsLostParams {
  return (
    isRecord(params) &&
    isArrayOf(params["sessions"], isString) &&
    readPart(params["died"]) !== undefined &&
    isString(params["address"]) &&
    (params["workerName"] === null || isString(params["workerName"])) &&
    isString(params["message"])
  );
}

function isOfRequest({ session, requestId }: Readonly<Record<string, unknown>>): boolean {
  return (
    (session === null || isString(session)) &&
    (requestId === null || isString(requestId) || typeof requestId === "number")
  );
}

function isMemory(bytes: unknown): bytes is RefsChangedParams["memoryBytes"] {
  return bytes === undefined || bytes === null || typeof bytes === "number";
}

function isListedRef(entry: unknown): entry is RefsChangedParams["added"][number] {
  return isRecord(entry) && isString(entry["id"]);
}

function isRemovedRef(entry: unknown): entry is RefsChangedParams["removed"][number] {
  return isRecord(entry) && isString(entry["refId"]) && isString(entry["reason"]);
}

/** `snakebridge/invokeCallback`. */
export function isInvokeCallback(params: unknown): params is InvokeCallbackParams {
  return (
    isRecord(params) &&
    isString(params["session"]) &&
    isString(params["callbackId"]) &&
    isString(params["invocationId"]) &&
    Array.isArray(params["args"]) &&
    isRecord(params["kwargs"])
  );
}
