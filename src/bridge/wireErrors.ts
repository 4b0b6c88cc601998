/**
 * The one mapping from error answers to error classes. Data is checked: a malformed answer is a
 * `ProtocolError`, never a half-filled error.
 */

import { errorCodes } from "../protocol/errors.js";
import type { PythonErrorData, PythonFrame } from "../protocol/errors.js";
import type { ErrorAnswer } from "./channel.js";
import { readExited, readUnavailable } from "./clusterErrors.js";
import {
  CancelledError,
  InvalidRefError,
  ProtocolError,
  PythonError,
  RefNotFoundError,
  SerializationError,
  SessionFullError,
  SessionMismatchError,
  TimeoutError,
  isInvalidRefReason,
  isRemovalReason,
} from "./errors.js";
import type { SnakeBridgeError } from "./errors.js";
import { isArrayOf, isInteger, isRecord, isString } from "./guards.js";

type Data = Readonly<Record<string, unknown>>;
type ErrorFactory = (data: Data, message: string) => SnakeBridgeError | undefined;

const factories: ReadonlyMap<number, ErrorFactory> = new Map<number, ErrorFactory>([
  [errorCodes.python, (data) => (isPythonErrorData(data) ? new PythonError(data) : undefined)],
  [
    errorCodes.refNotFound,
    ({ refId, sessionId, reason }) =>
      isString(refId) && isString(sessionId) && isRemovalReason(reason)
        ? new RefNotFoundError(refId, sessionId, reason)
        : undefined,
  ],
  [
    errorCodes.sessionMismatch,
    ({ refId, expectedSession, actualSession }) =>
      isString(refId) && isString(expectedSession) && isString(actualSession)
        ? new SessionMismatchError(refId, expectedSession, actualSession)
        : undefined,
  ],
  [
    errorCodes.invalidRef,
    ({ reason }) => (isInvalidRefReason(reason) ? new InvalidRefError(reason) : undefined),
  ],
  [
    errorCodes.serialization,
    ({ path }, message) => (isString(path) ? new SerializationError(path, message) : undefined),
  ],
  [
    errorCodes.timeout,
    ({ timeoutMs }, message) =>
      typeof timeoutMs === "number" ? new TimeoutError(timeoutMs, message) : undefined,
  ],
  [
    errorCodes.sessionFull,
    ({ sessionId, maxRefs }, message) =>
      isString(sessionId) && isInteger(maxRefs)
        ? new SessionFullError(sessionId, maxRefs, message)
        : undefined,
  ],
  [errorCodes.clusterUnavailable, readUnavailable],
  [errorCodes.workerExited, readExited],
  [errorCodes.cancelled, (_data, message) => new CancelledError(message)],
]);

/** The error that an answer stands for. */
export function toBridgeError(answer: ErrorAnswer): SnakeBridgeError {
  const factory = factories.get(answer.code);
  const error = factory?.(isRecord(answer.data) ? answer.data : {}, answer.message);
  if (error) return error;
  return new ProtocolError(`${answer.message} (JSON-RPC error ${answer.code})`);
}

function isPythonErrorData(value: unknown): value is PythonErrorData {
  return (
    isRecord(value) &&
    isString(value["pythonType"]) &&
    isString(value["message"]) &&
    isString(value["traceback"]) &&
    isArrayOf(value["frames"], isPythonFrame) &&
    isArrayOf(value["notes"], isString) &&
    (value["cause"] === null || isPythonErrorData(value["cause"])) &&
    isArrayOf(value["exceptions"], isPythonErrorData) &&
    (value["exceptionId"] === undefined || isString(value["exceptionId"]))
  );
}

function isPythonFrame(value: unknown): value is PythonFrame {
  return (
    isRecord(value) &&
    isString(value["file"]) &&
    isInteger(value["line"]) &&
    isString(value["function"]) &&
    (value["source"] === null || isString(value["source"]))
  );
}
