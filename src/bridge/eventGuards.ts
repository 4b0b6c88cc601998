/**
 * Shape checks of what workers send unasked. Fields of listed refs are left to their readers: they are only
 * passed on.
 */

import type { InvokeCallbackParams, OutputParams } from "../protocol/calls.js";
import type { RefsChangedParams } from "../protocol/sessions.js";
import { isArrayOf, isRecord, isString } from "./guards.js";

/** `snakebridge/output`. */
export function isOutput(params: unknown): params is OutputParams {
  return (
    isRecord(params) &&
    (params["session"] === null || isString(params["session"])) &&
    (params["requestId"] === null ||
      isString(params["requestId"]) ||
      typeof params["requestId"] === "number") &&
    (params["stream"] === "stdout" || params["stream"] === "stderr") &&
    isString(params["text"])
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
    isArrayOf(params["removed"], isRemovedRef)
  );
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
