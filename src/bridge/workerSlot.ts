/**
 * A place for a worker: starts one on demand, holds requests while it starts, and after an exit lets the next
 * demand start another, with a rest that grows when exits follow each other. Never a dead end: the rest ends
 * by itself, and `restart` ends it at once.
 */

import { setTimeout as sleep } from "node:timers/promises";

import type { InvokeCallbackParams, OutputParams } from "../protocol/calls.js";
import type { SessionsLostParams } from "../protocol/cluster.js";
import type { RefsChangedParams } from "../protocol/sessions.js";
import type { WireValue } from "../protocol/values.js";
import type { OutputEvent, WorkerInfo, WorkerState } from "./bridgeEvents.js";
import type { Logger } from "./logger.js";
import type { Affinity } from "./options.js";
import type { PoolEvents } from "./poolEvents.js";
import type { SessionHome } from "./sessionHome.js";
import type { Step } from "./step.js";
import { SessionWorkerUnavailableError, WorkerExitedError } from "./workerErrors.js";
import type { WorkerExit } from "./workerErrors.js";
import type { Worker, WorkerListener } from "./worker.js";

/** Starts a worker process for a slot. */
export type Launch = (workerId: string, listener: WorkerListener) => Promise<Worker>;

/** What a slot needs from its pool. */
export interface SlotOptions {
  readonly id: string;
  readonly pool: string;
  /** As the pool is set up now. */
  readonly setup: () => { readonly affinity: Affinity; readonly launch: Launch };
  readonly events: PoolEvents;
  readonly logger: Logger;
}

const firstRestMs = 250;
const longestRestMs = 30_000;
/** So long a start is waited for without a word; a longer rest is told at once. */
const longestWaitMs = 500;
/** A life this long was a good one. */
const goodLifeMs = 30_000;

/** See the module's comment. */
export class WorkerSlot implements WorkerListener {
  readonly id: string;
  readonly pool: string;
  readonly logger: Logger;
  /** Sessions pinned here, by id. */
  readonly homes = new Map<string, SessionHome>();
  readonly #setup: SlotOptions["setup"];
  readonly #events: PoolEvents;
  #worker: Worker | undefined;
  #launchedBy: Launch | undefined;
  #starting: Promise<Worker> | undefined;
  #waiting: Step[] = [];
  #bornMs = 0;
  #failures = 0;
  #restUntilMs = 0;
  #hasExited = false;
  #ending: Promise<void> | undefined;
  #closed: Error | undefined;

  constructor(options: SlotOptions) {
    this.id = options.id;
    this.pool = options.pool;
    this.logger = options.logger;
    this.#setup = options.setup;
    this.#events = options.events;
  }

  /** The worker that is ready, if one is; one that ends takes nothing more. */
  get worker(): Worker | undefined {
    return this.#ending ? undefined : this.#worker;
  }

  /** What its sessions do while it is busy. */
  get affinity(): Affinity {
    return this.#setup().affinity;
  }

  /** What runs was started otherwise than the next one would be. */
  get isOutdated(): boolean {
    return this.isRunning && this.#launchedBy !== this.#setup().launch;
  }

  /** A worker runs here, or starts. */
  get isRunning(): boolean {
    return this.#worker !== undefined || this.#starting !== undefined;
  }

  get isBusy(): boolean {
    return this.#worker ? this.#worker.isBusy : this.#starting !== undefined;
  }

  get state(): WorkerState | undefined {
    if (this.#worker?.isUnresponsive) return "unresponsive";
    if (this.#worker) return this.#worker.isBusy ? "busy" : "ready";
    if (this.#starting) return "starting";
    return this.#hasExited ? "exited" : undefined;
  }

  get info(): WorkerInfo | undefined {
    const { state } = this;
    if (!state) return undefined;
    const about = this.#worker?.about;
    return {
      workerId: this.id,
      pool: this.pool,
      state,
      pid: about?.pid ?? null,
      pythonVersion: about?.pythonVersion ?? null,
      executable: about?.executable ?? null,
      epoch: about?.epoch ?? null,
      sessionIds: [...this.homes.keys()],
      ...(about?.cluster && { cluster: about.cluster }),
    };
  }

  /** Sends a step, now or when a worker is ready; abandons it if none can be. */
  submit(step: Step): void {
    const { worker } = this;
    if (worker) {
      worker.send(step);
      return;
    }
    this.#waiting.push(step);
    // A failed start abandons all that waits.
    this.ready(step.home.id).catch(() => undefined);
  }

  /** The worker, started now if none runs. */
  ready(sessionId: string): Promise<Worker> {
    const { worker } = this;
    if (worker) return Promise.resolve(worker);
    if (this.#starting) return this.#starting;
    if (this.#closed) {
      this.#abandonWaiting(this.#closed);
      return Promise.reject(this.#closed);
    }
    const restMs = Math.ceil(this.#restUntilMs - performance.now());
    if (restMs > longestWaitMs) {
      const error = new SessionWorkerUnavailableError(this.id, sessionId, restMs);
      this.#abandonWaiting(error);
      return Promise.reject(error);
    }
    this.#starting = this.#start(this.#ending ?? (restMs > 0 ? sleep(restMs) : undefined));
    this.#events.onActivity();
    return this.#starting;
  }

  async #start(before: Promise<unknown> | undefined): Promise<Worker> {
    try {
      if (before) await before;
      if (this.#closed) throw this.#closed;
      const { launch } = this.#setup();
      this.#launchedBy = launch;
      const worker = await launch(this.id, this);
      this.#bornMs = performance.now();
      this.#worker = worker;
      this.#starting = undefined;
      this.#events.onReady(worker);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const step of waiting) if (!step.outcome) worker.send(step);
      return worker;
    } catch (error) {
      this.#starting = undefined;
      if (error instanceof WorkerExitedError) this.#rest();
      this.#abandonWaiting(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      this.#events.onActivity();
    }
  }

  #abandonWaiting(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const step of waiting) step.abandon(error);
  }

  /** The process is gone; what waits for its answers is told afterwards. */
  onExit(exit: WorkerExit): void {
    if (!this.#worker) return;
    this.#worker = undefined;
    this.#hasExited = true;
    const lost = [...this.homes.values()].filter((home) => home.isAlive);
    for (const home of lost) home.lose("worker_restarted");
    if (performance.now() - this.#bornMs > goodLifeMs) this.#failures = 0;
    if (!this.#ending) {
      this.#rest();
      const sessionsLost = lost.map(({ id }) => id);
      this.#events.onExit({ ...exit, pool: this.pool, workerId: this.id, sessionsLost });
    }
    this.#events.onActivity();
  }

  /** A part of the cluster is gone; what waits for answers of its sessions is told afterwards. */
  onSessionsLost({ sessions, ...lost }: SessionsLostParams): void {
    const sessionsLost = sessions.filter((id) => this.homes.get(id)?.isAlive);
    for (const id of sessionsLost) this.homes.get(id)?.lose("worker_restarted");
    const exit = { exitCode: null, signal: null, stderrTail: [lost.message] };
    this.#events.onExit({ ...exit, pool: this.pool, workerId: this.id, sessionsLost, lost });
    this.#events.onActivity();
  }

  /** The first exit is followed by a start at the next demand; more in a row by longer and longer rests. */
  #rest(): void {
    this.#failures += 1;
    if (this.#failures < 2) return;
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** (this.#failures - 2));
    this.#restUntilMs = performance.now() + restMs;
  }

  /** Ends the worker for good: later use is rejected with `reason`. */
  async close(reason: Error): Promise<void> {
    this.#closed = reason;
    await this.end();
  }

  /** Ends the worker and forgets its misfortunes. The next demand starts another. */
  end(): Promise<void> {
    this.#failures = 0;
    this.#restUntilMs = 0;
    return (this.#ending ??= this.#endWorker().finally(() => {
      this.#ending = undefined;
    }));
  }

  async #endWorker(): Promise<void> {
    const worker = this.#worker ?? (await this.#starting?.catch(() => undefined));
    await worker?.end();
  }

  onOutput(output: OutputParams): void {
    this.#events.onOutput(this.#toEvent(output));
  }

  /** A listener of one call's output. */
  outputTo(listener: (event: OutputEvent) => void): (output: OutputParams) => void {
    return (output) => listener(this.#toEvent(output));
  }

  #toEvent({ session, ...output }: OutputParams): OutputEvent {
    return { workerId: this.id, pool: this.pool, sessionId: session, ...output };
  }

  onRefsChanged(change: RefsChangedParams): void {
    this.#events.onRefsChanged({ ...change, pool: this.pool, workerId: this.id });
  }

  onInvokeCallback(params: InvokeCallbackParams): Promise<WireValue> {
    const home = this.homes.get(params.session);
    if (!home || !this.#worker) return Promise.reject(new Error("The callback's session is gone"));
    return this.#events.onInvokeCallback(home, this.#worker, params);
  }

  onActivity(): void {
    this.#events.onActivity();
  }
}
