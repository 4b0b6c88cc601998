/**
 * Every way a request can fail, once: number on the wire, name, and the data that comes with it.
 * Python's table (`errors.py`) is compared with this one by a contract test.
 */

import type { ClusterPart, ClusterProblem } from "./cluster.js";

/**
 * Codes in `error.code` of a JSON-RPC answer. Those of ours are positive, outside every range that
 * JSON-RPC 2.0 and LSP reserve; `cancelled` is LSP's `RequestCancelled`.
 */
export const errorCodes = {
  /** User code raised. */
  python: 1001,
  /** The ref is gone; `data.reason` says why. */
  refNotFound: 1002,
  /** The ref belongs to another session; it stays alive. */
  sessionMismatch: 1003,
  /** The ref payload is malformed. */
  invalidRef: 1004,
  /** A value cannot be encoded or decoded; `data.path` says where. */
  serialization: 1005,
  /** The time allowed for the call ran out and Python was interrupted. */
  timeout: 1006,
  /** The session may hold no more refs and none may be evicted. */
  sessionFull: 1007,
  /** The cluster that sessions shall live on cannot be used; `data.reason` says why. */
  clusterUnavailable: 1008,
  /** The cluster worker that the session lived on is gone. Whether the request took effect is unknown. */
  workerExited: 1009,
  /** LSP `RequestCancelled`: cancelled by the client or interrupted; not a failure. */
  cancelled: -32800,
} as const;

/** Name of an error kind, the key of {@link errorCodes}. */
export type ErrorName = keyof typeof errorCodes;

/** Why a ref no longer exists. Remembered by the adapter, 1,000 per session for at least ten minutes. */
export type RemovalReason =
  | "released"
  | "session_released"
  | "expired"
  | "evicted"
  | "stream_ended"
  | "worker_restarted"
  | "unknown";

/** One frame of a Python traceback, outermost first. `line` counts from 1; `source` is the line's text if known. */
export interface PythonFrame {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly source: string | null;
}

/** A Python exception, complete. */
export interface PythonErrorData {
  /** `ValueError`, `json.decoder.JSONDecodeError`: builtins bare, others qualified. */
  readonly pythonType: string;
  /** `str(exception)`, or the reason why it cannot be had. */
  readonly message: string;
  readonly frames: readonly PythonFrame[];
  /** What Python itself would print, ending in a newline. */
  readonly traceback: string;
  /** PEP 678 notes. */
  readonly notes: readonly string[];
  /** The explicit cause, or the context where Python would print one. */
  readonly cause: PythonErrorData | null;
  /** Members of an exception group. */
  readonly exceptions: readonly PythonErrorData[];
  /** Names the exception itself while it is kept (`ExecutionParams.errorScope`). */
  readonly exceptionId?: string;
}

/** `error.data` by error name. */
export interface ErrorData {
  python: PythonErrorData;
  refNotFound: {
    readonly refId: string;
    readonly sessionId: string;
    readonly reason: RemovalReason;
  };
  sessionMismatch: {
    readonly refId: string;
    readonly expectedSession: string;
    readonly actualSession: string;
  };
  invalidRef: { readonly reason: InvalidRefReason };
  serialization: { readonly path: string };
  timeout: { readonly timeoutMs: number };
  sessionFull: { readonly sessionId: string; readonly maxRefs: number };
  clusterUnavailable: {
    readonly reason: ClusterProblem;
    readonly address: string;
    /** Of `missing`: the package, the interpreter that lacks it, and a command that installs it there. */
    readonly package?: string;
    readonly executable?: string;
    readonly install?: string;
  };
  workerExited: {
    readonly sessionId: string;
    readonly died: ClusterPart;
    readonly address: string;
    readonly workerName: string | null;
  };
  cancelled: { readonly interrupted: boolean };
}

/** What is wrong with a ref payload. */
export type InvalidRefReason = "missing_id" | "missing_type" | "invalid_format";
