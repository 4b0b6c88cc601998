/**
 * Notices a worker that reacts to nothing: C code that keeps the interpreter to itself, so that not even a ping
 * is answered, or user code that goes on although it was interrupted. Costs nothing while idle.
 */

import { TimeoutError } from "./errors.js";
import type { Worker } from "./worker.js";

const tickMs = 500;
/** A worker that answered or began something so recently is not asked. */
const quietMs = 1000;
/** How long a ping may take before something is wrong: an answer takes a tick of the worker's, 50 ms. */
const silenceMs = 4000;
/** How long user code may take to leave when it was interrupted. */
const obedienceMs = 5000;

/** One worker's watchdog. */
export class Watchdog {
  readonly #worker: Worker;
  readonly #onChange: () => void;
  #isTicking = false;
  #lastProgressMs = 0;
  #pingSentMs: number | undefined;
  #interruptedMs: number | undefined;
  #isSilent = false;
  #isDefiant = false;

  constructor(worker: Worker, onChange: () => void) {
    this.#worker = worker;
    this.#onChange = onChange;
  }

  /** The worker is busy and does not react. */
  get isAlarmed(): boolean {
    return this.#isSilent || this.#isDefiant;
  }

  /** An answer came, or work began. */
  noteProgress(): void {
    this.#lastProgressMs = performance.now();
    this.#interruptedMs = undefined;
    if (this.isAlarmed) this.#judge(false, false);
  }

  /** What runs was asked to stop. */
  noteInterrupt(): void {
    this.#interruptedMs ??= performance.now();
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
    // Its caller has given it up, but it runs on.
    if (step?.outcome) this.noteInterrupt();
    if (this.#interruptedMs !== undefined && now - this.#interruptedMs > obedienceMs) {
      this.#judge(this.#isSilent, true);
    }
    if (step && step.timeoutMs > 0 && busyMs > step.timeoutMs + obedienceMs) {
      this.#judge(this.#isSilent, true);
      step.giveUp(new TimeoutError(step.timeoutMs, notReacting(step.timeoutMs)));
    }
    this.watch();
  }

  #ping(now: number): void {
    if (this.#pingSentMs === undefined) {
      this.#pingSentMs = now;
      const answered = (): void => {
        this.#pingSentMs = undefined;
        this.#judge(false, this.#isDefiant);
      };
      this.#worker.ask("snakebridge/ping", {}).then(answered, answered);
    } else if (now - this.#pingSentMs > silenceMs) {
      this.#judge(true, this.#isDefiant);
    }
  }

  #judge(isSilent: boolean, isDefiant: boolean): void {
    const wasAlarmed = this.isAlarmed;
    this.#isSilent = isSilent;
    this.#isDefiant = isDefiant;
    if (this.isAlarmed !== wasAlarmed) this.#onChange();
  }
}

function notReacting(timeoutMs: number): string {
  return `The call took longer than ${timeoutMs} ms and Python does not react to the interruption; restart() ends its worker`;
}
