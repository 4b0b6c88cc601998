/**
 * One session on the worker it is pinned to: the way its requests go, its options, callbacks and refs.
 */

import type { RemovalReason } from "../protocol/errors.js";
import type { ClientMethod, ClientRequests } from "../protocol/methods.js";
import type { WireRef, WireStreamRef } from "../protocol/values.js";
import { CallbackTable } from "./callbackTable.js";
import type { ErrorAnswer } from "./channel.js";
import { decode } from "./decode.js";
import { refsIn } from "./discarded.js";
import { RefNotFoundError } from "./errors.js";
import type { SnakeBridgeError } from "./errors.js";
import type { SessionOptions } from "./options.js";
import { createRef } from "./ref.js";
import type { Ref, RefHome, RefOperations } from "./ref.js";
import { refTypeOf } from "./refTypes.js";
import type { Step } from "./step.js";
import { createStreamRef } from "./streamRef.js";
import { toBridgeError } from "./wireErrors.js";
import { pathRoot } from "./wirePath.js";
import type { Worker } from "./worker.js";
import type { WorkerSlot } from "./workerSlot.js";

/** A session during one life of its worker: where its refs live and die. */
export class SessionLife implements RefHome {
  readonly sessionId: string;
  readonly poolName: string;
  readonly epoch: string;
  readonly operations: RefOperations;
  lost: RemovalReason | undefined;
  readonly #callbacks: CallbackTable;

  constructor(home: SessionHome, worker: Worker) {
    this.sessionId = home.id;
    this.poolName = home.poolName;
    this.epoch = worker.about.epoch;
    this.operations = home.operations;
    this.#callbacks = home.callbacks;
  }

  ref(wire: WireRef | WireStreamRef): Ref {
    const type = refTypeOf(wire);
    return wire.__type__ === "stream_ref"
      ? createStreamRef(wire.id, this, type, wire.stream_type)
      : createRef(wire.id, this, type);
  }

  callback(callbackId: string): unknown {
    return this.#callbacks.find(callbackId);
  }
}

/** See the module's comment. */
export class SessionHome {
  readonly id: string;
  /** For the life of the session, unless its pool is changed and the worker restarted. */
  slot: WorkerSlot;
  readonly operations: RefOperations;
  readonly callbacks = new CallbackTable();
  /** Sessions made for calls of this one that ran elsewhere (`hint`); they end with it. */
  readonly offshoots: string[] = [];
  #options: SessionOptions | undefined;
  #life: SessionLife | undefined;
  /** The worker could not take the options: a cluster may have had no place for the session. */
  #isUntold = false;
  /** An earlier life of the worker held refs of this session. */
  #lostRefs = false;

  constructor(id: string, slot: WorkerSlot, operations: RefOperations) {
    this.id = id;
    this.slot = slot;
    this.operations = operations;
  }

  get poolName(): string {
    return this.slot.pool;
  }

  /** Sends a step, now or when the worker is ready. */
  submit(step: Step): void {
    this.slot.submit(step);
  }

  /** Sets limits; they reach the worker before the session's next request. */
  configure(options: SessionOptions): void {
    this.#options = { ...this.#options, ...options };
    if (this.#life) this.#open(this.slot.worker);
  }

  /** Makes sure that the worker knows the session as it is wanted, before a request of it is sent. */
  prepare(worker: Worker): void {
    this.life(worker);
    if (this.#isUntold) this.#open(worker);
  }

  /** The session in the present life of the worker. */
  life(worker: Worker): SessionLife {
    if (this.#life?.epoch === worker.about.epoch) return this.#life;
    this.#life = new SessionLife(this, worker);
    this.#open(worker);
    return this.#life;
  }

  #open(worker: Worker | undefined): void {
    if (!this.#options || !worker) return;
    this.#isUntold = false;
    worker
      .ask("snakebridge/openSession", { session: this.id, ...this.#options })
      .catch((error: unknown) => {
        this.#isUntold = true;
        this.slot.logger.warn(`Opening session ${this.id} failed`, error);
      });
  }

  /** Decodes what the worker answered to a request of this session. */
  decode(result: unknown, worker: Worker, root = pathRoot): unknown {
    if (typeof result !== "object" || result === null) return result;
    return decode(result, root, this.life(worker));
  }

  /** The error an answer stands for, in the light of what this side knows about the session's past. */
  explain(answer: ErrorAnswer): SnakeBridgeError {
    const error = toBridgeError(answer);
    const wasLost =
      this.#lostRefs && error instanceof RefNotFoundError && error.reason === "unknown";
    return wasLost ? new RefNotFoundError(error.refId, error.sessionId, "worker_restarted") : error;
  }

  /** Gives up the refs of a result that nobody wants any more. */
  discard(result: unknown): void {
    const refs = refsIn(result);
    if (refs.length > 0) this.giveUp(refs);
  }

  /** Sends a side request after the steps submitted so far; waits for a worker that is starting. */
  async ask<M extends ClientMethod>(
    method: M,
    params: ClientRequests[M]["params"],
    signal?: AbortSignal,
  ): Promise<ClientRequests[M]["result"]> {
    const worker = this.slot.worker ?? (await this.slot.ready(this.id));
    this.prepare(worker);
    return worker.ask(method, params, undefined, signal);
  }

  /** Gives up what results delivered: a ref goes unless another result delivered it too. Does not wait. */
  giveUp(refs: readonly string[]): void {
    this.slot.worker
      ?.ask("snakebridge/release", { session: this.id, refs, intermediate: true })
      .catch((error: unknown) => this.slot.logger.debug("Releasing failed", error));
  }

  /** All refs are gone, for this reason. The session goes on. */
  lose(reason: RemovalReason): void {
    if (!this.#life) return;
    this.#life.lost = reason;
    this.#lostRefs ||= reason === "worker_restarted";
    this.#life = undefined;
    this.callbacks.clear();
  }

  /** True if the present life of the worker has seen this session. */
  get isAlive(): boolean {
    return this.#life !== undefined;
  }
}
