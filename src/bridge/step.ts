/**
 * One request that runs user code, from the caller's wish to its end: waiting, sent, settled. Steps that name
 * each other's results before they are answered form a chain.
 */

import type { OutputParams } from "../protocol/calls.js";
import type { ExecutionRequests } from "../protocol/methods.js";
import { Chain } from "./chain.js";
import type { ErrorAnswer, RequestId, Responder } from "./channel.js";
import { CancelledError } from "./errors.js";
import { Ref } from "./ref.js";
import { newRefId } from "./refIds.js";
import type { SessionHome } from "./sessionHome.js";
import type { Worker } from "./worker.js";

/** Params of a step; completed until the request leaves. */
export interface StepParams {
  readonly session: string;
  handle?: string;
}

/** What a step is made of. */
export interface StepRequest {
  readonly home: SessionHome;
  readonly method: keyof ExecutionRequests;
  readonly params: StepParams;
  /** Milliseconds of execution; 0: no limit. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onOutput?: ((output: OutputParams) => void) | undefined;
  /** May be sent again if its worker exits. */
  readonly idempotent: boolean;
  /** The answer is given as it came. */
  readonly raw: boolean;
  /** Steps whose results this one names. */
  readonly parents: readonly Step[];
}

/** How a step ended. */
export type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: Error };

/** See the module's comment. */
export class Step implements Responder {
  readonly home: SessionHome;
  readonly method: keyof ExecutionRequests;
  readonly params: StepParams;
  readonly timeoutMs: number;
  /** Someone awaited this step's own result. */
  isAwaited = false;
  /** Its handle was released, by the user or at the end of its chain. */
  isReleased = false;
  chain: Chain | undefined;
  readonly #request: StepRequest;
  #onSettled: ((outcome: Outcome) => void) | undefined;
  #outcome: Outcome | undefined;
  #worker: Worker | undefined;
  #requestId: RequestId = 0;
  #turn = -1;
  #retried = false;
  #dependents: Step[] | undefined;

  constructor(request: StepRequest) {
    this.#request = request;
    this.home = request.home;
    this.method = request.method;
    this.params = request.params;
    this.timeoutMs = request.timeoutMs;
    for (const parent of request.parents) parent.#adopt(this);
    request.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** How it ended, or undefined while it has not. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Called once when it ends; at once if it has. */
  whenSettled(listener: (outcome: Outcome) => void): void {
    if (this.#outcome) {
      listener(this.#outcome);
      return;
    }
    const earlier = this.#onSettled;
    this.#onSettled = earlier
      ? (outcome) => {
          earlier(outcome);
          listener(outcome);
        }
      : listener;
  }

  /** The id under which later steps may name the result; undefined when the request left without one. */
  handle(): string | undefined {
    if (this.params.handle === undefined && this.#canComplete) this.params.handle = newRefId();
    return this.params.handle;
  }

  get #canComplete(): boolean {
    return !this.#worker || this.#worker.link.turn === this.#turn;
  }

  /** Told by the worker that sent it. */
  sent(worker: Worker, requestId: RequestId): void {
    this.#worker = worker;
    this.#requestId = requestId;
    this.#turn = worker.link.turn;
  }

  /** User code of this step wrote something. */
  wrote(output: OutputParams): void {
    this.#request.onOutput?.(output);
  }

  succeed(result: unknown): void {
    const worker = this.#answered();
    if (this.#outcome) {
      this.home.discard(result);
      return;
    }
    try {
      const value = worker && !this.#request.raw ? this.home.decode(result, worker) : result;
      this.#settle({ kind: "value", value });
    } catch (error) {
      this.#settle({ kind: "error", error: toError(error) });
    }
  }

  fail(answer: ErrorAnswer): void {
    this.#answered();
    if (!this.#outcome) this.#settle({ kind: "error", error: this.home.explain(answer) });
  }

  abandon(error: Error): void {
    this.#answered();
    if (this.#outcome) return;
    if (this.#request.idempotent && !this.#retried && !this.chain) {
      this.#retried = true;
      this.home.submit(this);
    } else {
      this.#settle({ kind: "error", error });
    }
  }

  /** Ends it for its caller; the worker is asked to stop it, and a late result is freed. */
  giveUp(error: Error): void {
    if (this.#outcome) return;
    this.#worker?.link.cancel(this.#requestId);
    this.#settle({ kind: "error", error });
  }

  readonly #abort = (): void => {
    const cause: unknown = this.#request.signal?.reason;
    this.giveUp(new CancelledError("The call was cancelled", { cause }));
  };

  #answered(): Worker | undefined {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.finished();
    return worker;
  }

  #adopt(dependent: Step): void {
    if (this.#outcome?.kind === "error") throw this.#outcome.error;
    (this.#dependents ??= []).push(dependent);
    this.chain ??= new Chain(this);
    this.chain.add(dependent);
  }

  #settle(outcome: Outcome): void {
    this.#outcome = outcome;
    this.#request.signal?.removeEventListener("abort", this.#abort);
    this.#onSettled?.(outcome);
    this.#onSettled = undefined;
    if (outcome.kind === "error") {
      for (const dependent of this.#dependents ?? []) dependent.giveUp(outcome.error);
    }
    this.chain?.stepEnded();
  }

  /** True if ending the chain must give up this step's handle: nobody was given the ref it stands for. */
  get isLeftover(): boolean {
    const { handle } = this.params;
    if (handle === undefined || this.isReleased || this.#outcome?.kind !== "value") return false;
    return !(this.isAwaited && this.#outcome.value instanceof Ref);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
