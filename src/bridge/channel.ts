/**
 * The port between the bridge and one worker: typed requests, events and callbacks, no LSP. An answer goes
 * straight to whoever waits for it, without a promise in between, because every call pays for it.
 */

import type {
  ClientMethod,
  ClientRequests,
  WorkerEvents,
  WorkerRequests,
} from "../protocol/methods.js";
import { isAnswerTo } from "./answerGuards.js";
import { ProtocolError } from "./errors.js";
import type { Disposable } from "./events.js";

/** Names a request on its channel; what output events call `requestId`. */
export type RequestId = number;

/** An error answer, as it came. `data` is unchecked. */
export interface ErrorAnswer {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** Waits for the answer of one request. Exactly one of its methods is called, exactly once. */
export interface Responder {
  succeed(result: unknown): void;
  fail(answer: ErrorAnswer): void;
  /** No answer will come: the worker is gone, or the request or its answer could not be carried. */
  abandon(error: Error): void;
}

/** The bridge's lane to one worker process. */
export interface Channel {
  /** Sends at the end of the turn; `params` may be completed until then. `attachments` are those they name. */
  request<M extends ClientMethod>(
    method: M,
    params: ClientRequests[M]["params"],
    responder: Responder,
    attachments?: readonly Uint8Array[],
  ): RequestId;
  /** Asks the worker to give up a request. Its responder still hears the answer. */
  cancel(id: RequestId): void;
  /** True while a request sent at `turn` has not left yet. */
  readonly turn: number;
  onNotification(method: keyof WorkerEvents, listener: (params: unknown) => void): Disposable;
  /** At most one handler per method. What it rejects with is told to the worker. */
  onRequest<M extends keyof WorkerRequests>(
    method: M,
    handler: (params: unknown) => Promise<WorkerRequests[M]["result"]>,
  ): Disposable;
}

/** How `ask` rejects, and what makes it cancel. */
export interface AskOptions {
  readonly toError: (answer: ErrorAnswer) => Error;
  readonly signal: AbortSignal | undefined;
}

/** Sends a request and gives its answer as a promise; for what is not called in loops. */
export function ask<M extends ClientMethod>(
  channel: Channel,
  method: M,
  params: ClientRequests[M]["params"],
  { toError, signal }: AskOptions,
): Promise<ClientRequests[M]["result"]> {
  return new Promise((resolve, reject) => {
    const id = channel.request(method, params, {
      succeed: (result) => {
        // SAFETY: just checked, as far as this side reads it.
        if (isAnswerTo(method, result)) resolve(result as ClientRequests[M]["result"]);
        else reject(new ProtocolError(`The answer to ${method} is malformed`));
      },
      fail: (answer) => reject(toError(answer)),
      abandon: reject,
    });
    // One that was answered already is none that the worker knows.
    signal?.addEventListener("abort", () => channel.cancel(id), { once: true });
    if (signal?.aborted) channel.cancel(id);
  });
}
