/**
 * From what workers tell to what the bridge's users hear: subscriptions, snapshots for late listeners,
 * coalesced worker states.
 */

import type { InvokeCallbackParams } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";
import type { OutputEvent, RefsChangedEvent, WorkerExitEvent, WorkerInfo } from "./bridgeEvents.js";
import { serveCallback } from "./callbackService.js";
import { EventEmitter } from "./events.js";
import type { Disposable, Event } from "./events.js";
import type { Logger } from "./logger.js";
import type { PoolEvents } from "./poolEvents.js";
import type { Pools } from "./pools.js";
import { readSnapshot } from "./refsSnapshot.js";
import type { SessionHome } from "./sessionHome.js";
import type { SessionScopes } from "./sessionScope.js";
import type { Worker } from "./worker.js";

/** Bursts of state changes become one event. */
const coalesceMs = 50;

/** See the module's comment. */
export class BridgeEvents implements PoolEvents {
  readonly #logger: Logger;
  readonly #scopes: SessionScopes;
  readonly #pools: () => Pools;
  readonly #refs: EventEmitter<RefsChangedEvent>;
  readonly #exits: EventEmitter<WorkerExitEvent>;
  readonly #restarts: EventEmitter<readonly WorkerInfo[]>;
  readonly #output: EventEmitter<OutputEvent>;
  readonly #workers: EventEmitter<readonly WorkerInfo[]>;
  #activityTimer: NodeJS.Timeout | undefined;

  constructor(logger: Logger, scopes: SessionScopes, pools: () => Pools) {
    this.#logger = logger;
    this.#scopes = scopes;
    this.#pools = pools;
    this.#refs = new EventEmitter(logger);
    this.#exits = new EventEmitter(logger);
    this.#restarts = new EventEmitter(logger);
    this.#output = new EventEmitter(logger);
    this.#workers = new EventEmitter(logger);
  }

  /** Workers report changes from the first listener on; each listener gets a snapshot first. */
  readonly onDidChangeRefs: Event<RefsChangedEvent> = (listener) => this.#attachToRefs(listener);

  get onDidExitWorker(): Event<WorkerExitEvent> {
    return this.#exits.event;
  }

  get onDidRestart(): Event<readonly WorkerInfo[]> {
    return this.#restarts.event;
  }

  get onDidWriteOutput(): Event<OutputEvent> {
    return this.#output.event;
  }

  get onDidChangeWorkers(): Event<readonly WorkerInfo[]> {
    return this.#workers.event;
  }

  onOutput(event: OutputEvent): void {
    this.#output.fire(event);
  }

  onRefsChanged(event: RefsChangedEvent): void {
    this.#refs.fire(event);
  }

  onReady(worker: Worker): void {
    if (this.#refs.hasListeners) this.#subscribe(worker, true);
  }

  onExit(event: WorkerExitEvent): void {
    this.#exits.fire(event);
  }

  onRestart(ended: readonly WorkerInfo[]): void {
    this.#restarts.fire(ended);
  }

  onActivity(): void {
    if (this.#activityTimer || !this.#workers.hasListeners) return;
    this.#activityTimer = setTimeout(() => {
      this.#activityTimer = undefined;
      this.#workers.fire(this.#pools().infos);
    }, coalesceMs).unref();
  }

  onInvokeCallback(
    home: SessionHome,
    worker: Worker,
    params: InvokeCallbackParams,
  ): Promise<WireValue> {
    return serveCallback(this.#scopes, home, worker, params);
  }

  dispose(): void {
    clearTimeout(this.#activityTimer);
    const emitters = [this.#refs, this.#exits, this.#restarts, this.#output, this.#workers];
    for (const emitter of emitters) emitter.dispose();
  }

  #attachToRefs(listener: (event: RefsChangedEvent) => void): Disposable {
    const isFirst = !this.#refs.hasListeners;
    const attached = this.#refs.event(listener);
    for (const worker of this.#pools().workers) {
      if (isFirst) this.#subscribe(worker, true);
      readSnapshot(worker, listener).catch((error: unknown) =>
        this.#logger.debug("Reading the snapshot for a late listener failed", error),
      );
    }
    return {
      dispose: () => {
        attached.dispose();
        if (this.#refs.hasListeners) return;
        for (const worker of this.#pools().workers) this.#subscribe(worker, false);
      },
    };
  }

  #subscribe(worker: Worker, on: boolean): void {
    worker
      .ask("snakebridge/subscribe", { on })
      .catch((error: unknown) => this.#logger.debug("Subscribing to a worker failed", error));
  }
}
