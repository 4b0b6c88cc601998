/**
 * One request that runs user code, from the caller's wish to its end: waiting, sent, settled. Steps that name
 * each other's results before they are answered form a chain.
 */

import type { ExecutionParams, OutputParams, Receiver } from "../protocol/calls.js";
import type { DisplayedParams } from "../protocol/cells.js";
import type { ExecutionRequests } from "../protocol/methods.js";
import { Chain } from "./chain.js";
import type { ErrorAnswer, RequestId, Responder } from "./channel.js";
import { CancelledError } from "./errors.js";
import { Ref } from "./ref.js";
import { newRefId } from "./refIds.js";
import type { SessionHome } from "./sessionHome.js";
import type { Worker } from "./worker.js";
import { WorkerExitedError } from "./workerErrors.js";

/** Requests that are steps. */
export type StepMethod = keyof ExecutionRequests;

/** Params of a step, completed until the request leaves: what all have, and its own. What is undefined is not sent. */
export interface StepParams extends Changeable<Partial<ExecutionParams>> {
  [own: string]: unknown;
  ref?: Receiver;
}

type Changeable<T> = { -readonly [Field in keyof T]: T[Field] };

/** What a step is made of. */
export interface StepRequest {
  readonly home: SessionHome;
  readonly method: StepMethod;
  readonly params: StepParams;
  /** Milliseconds of execution; 0: no limit. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onOutput: ((output: OutputParams) => void) | undefined;
  readonly onDisplayed: ((displayed: DisplayedParams) => void) | undefined;
  /** May be sent again if its worker exits. */
  readonly idempotent: boolean | undefined;
  /** The answer is given as it came. */
  readonly raw: boolean | undefined;
  /** Steps whose results this one names. */
  readonly parents: readonly Step[];
  /** What goes beside the params. */
  readonly attachments: readonly Uint8Array[] | undefined;
}

/** How a step ended. */
export type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: Error };

/** See the module's comment. */
export class Step implements Responder {
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
  #abort: (() => void) | undefined;

  /** Throws the error of a parent that has failed already. */
  constructor(request: StepRequest) {
    this.#request = request;
    for (const parent of request.parents) parent.#adopt(this);
    if (request.signal) this.#listenTo(request.signal);
  }

  get home(): SessionHome {
    return this.#request.home;
  }

  get method(): StepMethod {
    return this.#request.method;
  }

  get params(): StepParams {
    return this.#request.params;
  }

  get attachments(): readonly Uint8Array[] | undefined {
    return this.#request.attachments;
  }

  get timeoutMs(): number {
    return this.#request.timeoutMs;
  }

  /** How it ended, or undefined while it has not. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Calls `listener` once when it ends; at once if it has. */
  whenSettled(listener: (outcome: Outcome) => void): void {
    const earlier = this.#onSettled;
    if (this.#outcome) {
      listener(this.#outcome);
    } else if (!earlier) {
      this.#onSettled = listener;
    } else {
      this.#onSettled = (outcome) => {
        earlier(outcome);
        listener(outcome);
      };
    }
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

  /** User code of this step showed something. */
  displayed(change: DisplayedParams): void {
    this.#request.onDisplayed?.(change);
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
    const error = this.home.explain(answer);
    if (error instanceof WorkerExitedError) {
      this.abandon(error);
      return;
    }
    this.#answered();
    if (!this.#outcome) this.#settle({ kind: "error", error });
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

  #listenTo(signal: AbortSignal): void {
    this.#abort = () =>
      this.giveUp(new CancelledError("The call was cancelled", { cause: signal.reason }));
    signal.addEventListener("abort", this.#abort, { once: true });
  }

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
    if (this.#abort) this.#request.signal?.removeEventListener("abort", this.#abort);
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
