/**
 * Notices a worker whose user code reacts to nothing: a call that outlives its timeout although Python was
 * interrupted, or C code that does not even let a ping be answered. Costs nothing while idle.
 */

import { TimeoutError } from "./errors.js";
import type { Worker } from "./worker.js";

const tickMs = 1000;
/** A call younger than this is not asked about. */
const quietMs = 2000;
/** How long a ping, or an interrupted call, may take before something is wrong. */
const graceMs = 5000;

/** One worker's watchdog. */
export class Watchdog {
  readonly #worker: Worker;
  readonly #onChange: () => void;
  #isTicking = false;
  #lastProgressMs = 0;
  #pingSentMs: number | undefined;
  #isAlarmed = false;

  constructor(worker: Worker, onChange: () => void) {
    this.#worker = worker;
    this.#onChange = onChange;
  }

  /** The worker is busy and does not react. */
  get isAlarmed(): boolean {
    return this.#isAlarmed;
  }

  /** An answer came, or work began. */
  noteProgress(): void {
    this.#lastProgressMs = performance.now();
    if (this.#isAlarmed) this.#setAlarmed(false);
  }

  /** Watches until the worker is idle. */
  watch(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    setTimeout(() => this.#tick(), tickMs).unref();
  }

  #tick(): void {
    this.#isTicking = false;
    if (!this.#worker.isBusy) return;
    const now = performance.now();
    const busyMs = now - this.#lastProgressMs;
    if (busyMs > quietMs) this.#ping(now);
    const step = this.#worker.oldestStep;
    if (step && step.timeoutMs > 0 && busyMs > step.timeoutMs + graceMs) {
      this.#setAlarmed(true);
      step.giveUp(new TimeoutError(step.timeoutMs, notReacting(step.timeoutMs)));
    }
    this.watch();
  }

  #ping(now: number): void {
    if (this.#pingSentMs === undefined) {
      this.#pingSentMs = now;
      const answered = (): void => {
        this.#pingSentMs = undefined;
        if (this.#isAlarmed) this.#setAlarmed(false);
      };
      this.#worker.ask("snakebridge/ping", {}).then(answered, answered);
    } else if (now - this.#pingSentMs > graceMs) {
      this.#setAlarmed(true);
    }
  }

  #setAlarmed(isAlarmed: boolean): void {
    if (this.#isAlarmed === isAlarmed) return;
    this.#isAlarmed = isAlarmed;
    this.#onChange();
  }
}

function notReacting(timeoutMs: number): string {
  return `The call took longer than ${timeoutMs} ms and Python does not react to the interruption; restart() ends its worker`;
}
