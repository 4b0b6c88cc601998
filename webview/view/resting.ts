/**
 * Tells whether a person can look at what is in view. Rows that fly past, gone with the next frame, nobody can read:
 * they need not be known before the view rests.
 */
import type { Span } from "../model/sparse.js";

/** Less than the eye needs, and more than the turns of a wheel are apart. */
const restMs = 50;

export class Resting {
  readonly #onRest: () => void;
  #seen: Span | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onRest`: what flew rests. */
  constructor(onRest: () => void) {
    this.#onRest = onRest;
  }

  get isFlying(): boolean {
    return this.#timer !== undefined;
  }

  /** These rows are in view as of now. */
  see(visible: Span): void {
    const before = this.#seen;
    this.#seen = visible;
    if (!before || isBeside(before, visible)) return;
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onRest();
    }, restMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** No row lies between them, so that of one view a part or a neighbour is still there in the other. */
function isBeside(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
