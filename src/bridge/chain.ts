/**
 * Steps that hang on each other, sent without waiting. When the last of them has ended, what the steps in
 * between made is freed, unless someone awaited it.
 */

import type { Step } from "./step.js";

/** See the module's comment. All its steps run in one session. */
export class Chain {
  #steps: Step[] = [];
  #unsettled = 0;

  constructor(first: Step) {
    this.#take(first);
  }

  /** Adds a step; one that is part of another chain brings that along. */
  add(step: Step): void {
    if (step.chain === this) return;
    const others = step.chain ? step.chain.#steps : [step];
    for (const other of others) this.#take(other);
  }

  /** Called by a step of this chain when it ends. */
  stepEnded(): void {
    this.#unsettled -= 1;
    if (this.#unsettled > 0) return;
    const leftover = this.#steps.filter((step) => step.isLeftover);
    this.#steps = [];
    const handles: string[] = [];
    for (const step of leftover) {
      step.isReleased = true;
      if (step.params.handle !== undefined) handles.push(step.params.handle);
    }
    const [first] = leftover;
    if (first) first.home.giveUp(handles);
  }

  #take(step: Step): void {
    step.chain = this;
    this.#steps.push(step);
    if (!step.outcome) this.#unsettled += 1;
  }
}
