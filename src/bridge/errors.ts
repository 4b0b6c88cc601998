/**
 * Every way the bridge fails, as classes. Tell failures apart by `code` or class, never by message.
 * The one mapping from the wire's error codes stands in `wireErrors.ts`.
 */

import type {
  ErrorName,
  InvalidRefReason,
  PythonErrorData,
  PythonFrame,
  RemovalReason,
} from "../protocol/errors.js";
import { isString } from "./guards.js";

/** Codes of {@link SnakeBridgeError}: the wire's error names, and what only the client can find. */
export type ErrorCode =
  | ErrorName
  | "workerBusy"
  | "sessionWorkerUnavailable"
  | "poolNotFound"
  | "invalidQuery"
  | "protocol"
  | "interpreter"
  | "disposed";

/** Base of all errors of the bridge. */
export class SnakeBridgeError extends Error {
  override readonly name: string = "SnakeBridgeError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const removalWords: Record<RemovalReason, string> = {
  released: "it was released",
  session_released: "its session was released",
  expired: "it expired unused",
  evicted: "it was evicted because its session was full",
  stream_ended: "its stream ended",
  worker_restarted: "its worker restarted",
  unknown: "no such ref is known there",
};

/** Whether `value`, as a worker sent it, is a reason that a ref can be gone for. */
export function isRemovalReason(value: unknown): value is RemovalReason {
  return isString(value) && Object.hasOwn(removalWords, value);
}

/** The ref is gone; `reason` says why. Nothing ran. */
export class RefNotFoundError extends SnakeBridgeError {
  override readonly name = "RefNotFoundError";
  readonly refId: string;
  readonly sessionId: string;
  readonly reason: RemovalReason;

  constructor(refId: string, sessionId: string, reason: RemovalReason) {
    super(
      "refNotFound",
      `SnakeBridge reference '${refId}' not found in session '${sessionId}': ${removalWords[reason]}`,
    );
    this.refId = refId;
    this.sessionId = sessionId;
    this.reason = reason;
  }
}

/** A ref was used in another session than its own. The ref stays alive. */
export class SessionMismatchError extends SnakeBridgeError {
  override readonly name = "SessionMismatchError";
  readonly refId: string;
  readonly expectedSession: string;
  readonly actualSession: string;

  constructor(refId: string, expectedSession: string, actualSession: string) {
    super(
      "sessionMismatch",
      `SnakeBridge reference '${refId}' belongs to session '${expectedSession}' but was used in session '${actualSession}'`,
    );
    this.refId = refId;
    this.expectedSession = expectedSession;
    this.actualSession = actualSession;
  }
}

const invalidRefWords: Record<InvalidRefReason, string> = {
  missing_id: "missing 'id' field",
  missing_type: "missing '__type__' field",
  invalid_format: "unrecognized format",
};

/** Whether `value`, as a worker sent it, is what can be wrong with a ref. */
export function isInvalidRefReason(value: unknown): value is InvalidRefReason {
  return isString(value) && Object.hasOwn(invalidRefWords, value);
}

/** What was given as a ref is none. Nothing was sent. */
export class InvalidRefError extends SnakeBridgeError {
  override readonly name = "InvalidRefError";
  readonly reason: InvalidRefReason;

  constructor(reason: InvalidRefReason) {
    super("invalidRef", `Invalid SnakeBridge reference: ${invalidRefWords[reason]}`);
    this.reason = reason;
  }
}

/** A value cannot be sent or read; `path` leads to it from the arguments or the result, e.g. `args[0]["key"]`. */
export class SerializationError extends SnakeBridgeError {
  override readonly name = "SerializationError";
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super("serialization", problem, options);
    this.path = path;
  }
}

/** User code raised. `message` is `str(exception)`; `traceback` is what Python would have printed. */
export class PythonError extends SnakeBridgeError {
  override readonly name = "PythonError";
  readonly pythonType: string;
  readonly traceback: string;
  /** Outermost first. */
  readonly frames: readonly PythonFrame[];
  readonly notes: readonly string[];
  /** Members of an exception group; empty for any other exception. */
  readonly exceptions: readonly PythonError[];
  /** Names the exception in Python while a `withPython` block or a callback may give it back. */
  readonly exceptionId: string | undefined;
  /** The exception's explicit cause, or its context where Python would print one. */
  override readonly cause: PythonError | undefined;

  constructor(data: PythonErrorData) {
    super("python", data.message);
    this.pythonType = data.pythonType;
    this.traceback = data.traceback;
    this.frames = data.frames;
    this.notes = data.notes;
    this.exceptions = data.exceptions.map((member) => new PythonError(member));
    this.exceptionId = data.exceptionId;
    this.cause = data.cause ? new PythonError(data.cause) : undefined;
  }
}

/** The time allowed ran out. Python was interrupted, unless the message says that it did not react. */
export class TimeoutError extends SnakeBridgeError {
  override readonly name = "TimeoutError";
  readonly timeoutMs: number;

  constructor(timeoutMs: number, message: string) {
    super("timeout", message);
    this.timeoutMs = timeoutMs;
  }
}

/** Cancelled by its caller's signal, or interrupted. Not a failure: neither logged nor shown. */
export class CancelledError extends SnakeBridgeError {
  override readonly name = "CancelledError";

  constructor(message: string, options?: ErrorOptions) {
    super("cancelled", message, options);
  }
}

/** The session may hold no more refs and none may be evicted. */
export class SessionFullError extends SnakeBridgeError {
  override readonly name = "SessionFullError";
  readonly sessionId: string;
  readonly maxRefs: number;

  constructor(sessionId: string, maxRefs: number, message: string) {
    super("sessionFull", message);
    this.sessionId = sessionId;
    this.maxRefs = maxRefs;
  }
}

/** What was searched for is no query: empty, too long, no regular expression, or one that could take too long. */
export class InvalidQueryError extends SnakeBridgeError {
  override readonly name = "InvalidQueryError";

  constructor(message: string) {
    super("invalidQuery", message);
  }
}

/** The peer broke the protocol, or a message was too large to read. */
export class ProtocolError extends SnakeBridgeError {
  override readonly name = "ProtocolError";

  constructor(message: string, options?: ErrorOptions) {
    super("protocol", message, options);
  }
}
