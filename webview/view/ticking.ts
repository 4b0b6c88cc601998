/**
 * A directive for what changes with time alone: it draws again on each tick of the clock, without drawing
 * the tree, and stops when its place on the page goes.
 */
import { noChange } from "lit";
import { AsyncDirective, directive } from "lit/async-directive.js";

import type { Clock } from "./clock.js";

class Ticking extends AsyncDirective {
  #draw: () => unknown = () => noChange;
  #clock: Clock | undefined;
  #stop: (() => void) | undefined;

  override render(clock: Clock, draw: () => unknown): unknown {
    this.#clock = clock;
    this.#draw = draw;
    if (this.isConnected) this.reconnected();
    return draw();
  }

  override disconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  override reconnected(): void {
    this.#stop ??= this.#clock?.subscribe(() => this.setValue(this.#draw()));
  }
}

export const ticking = directive(Ticking);
