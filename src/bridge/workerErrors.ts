/**
 * Failures of workers and pools: what only the client can find. Each message says what to do next.
 */

import { SnakeBridgeError } from "./errors.js";

/** How a worker process ended, with the last lines it wrote to stderr. */
export interface WorkerExit {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: readonly string[];
}

/** The worker exited while the request was waiting or running. Whether it took effect is unknown. */
export class WorkerExitedError extends SnakeBridgeError implements WorkerExit {
  override readonly name = "WorkerExitedError";
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: readonly string[];

  constructor(
    workerId: string,
    exit: WorkerExit,
    message = `Python worker '${workerId}' exited ${exitWords(exit)}`,
  ) {
    super("workerExited", message);
    this.exitCode = exit.exitCode;
    this.signal = exit.signal;
    this.stderrTail = exit.stderrTail;
  }
}

/** `with code 1`, `by signal SIGKILL`, and the last stderr line if there is one. */
function exitWords({ exitCode, signal, stderrTail }: WorkerExit): string {
  const how = signal === null ? `with code ${exitCode ?? "unknown"}` : `by signal ${signal}`;
  const lastLine = stderrTail.findLast((line) => line.trim() !== "");
  return lastLine === undefined ? how : `${how}; its last words: ${lastLine.trim()}`;
}

/** The session's worker is busy and the call asked not to wait (`strict_fail_fast`). Nothing was sent. */
export class WorkerBusyError extends SnakeBridgeError {
  override readonly name = "WorkerBusyError";
  readonly workerId: string;
  readonly sessionId: string;

  constructor(workerId: string, sessionId: string) {
    super(
      "workerBusy",
      `Worker '${workerId}' of session '${sessionId}' is busy; wait with affinity 'strict_queue', or try again later`,
    );
    this.workerId = workerId;
    this.sessionId = sessionId;
  }
}

/** The session's worker is dead and not started again yet. Nothing was sent. */
export class SessionWorkerUnavailableError extends SnakeBridgeError {
  override readonly name = "SessionWorkerUnavailableError";
  readonly workerId: string;
  readonly sessionId: string;
  /** Milliseconds until the worker is started on demand again; `restart()` starts it now. */
  readonly retryAfterMs: number;

  constructor(workerId: string, sessionId: string, retryAfterMs: number) {
    super(
      "sessionWorkerUnavailable",
      `Worker '${workerId}' of session '${sessionId}' exited repeatedly and rests for ${retryAfterMs} ms; restart() starts it now`,
    );
    this.workerId = workerId;
    this.sessionId = sessionId;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No pool of that name was given to `SnakeBridge.start`. */
export class PoolNotFoundError extends SnakeBridgeError {
  override readonly name = "PoolNotFoundError";
  readonly pool: string;

  constructor(pool: string, known: readonly string[]) {
    super("poolNotFound", `There is no pool '${pool}'; pools: ${known.join(", ")}`);
    this.pool = pool;
  }
}

/** No usable Python was found. The message names what was tried and what to do. */
export class InterpreterError extends SnakeBridgeError {
  override readonly name = "InterpreterError";
  /** Each command or path tried, with why it did not do. */
  readonly tried: readonly { readonly command: string; readonly problem: string }[];

  constructor(tried: readonly { readonly command: string; readonly problem: string }[]) {
    const list = tried.map(({ command, problem }) => `${command} (${problem})`).join(", ");
    super(
      "interpreter",
      `No Python 3.9 or newer found. Tried: ${list}. Install Python, or name an interpreter with the option 'python'`,
    );
    this.tried = tried;
  }
}

/** The bridge was disposed. */
export class DisposedError extends SnakeBridgeError {
  override readonly name = "DisposedError";

  constructor() {
    super("disposed", "This SnakeBridge is disposed; start another one");
  }
}
