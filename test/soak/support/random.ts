/**
 * A seeded source of choices: the same seed gives the same run, on every machine.
 */

/** See the module's comment; the generator is mulberry32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, but not including, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error("nothing to choose from");
    // SAFETY: an index of the array; what stands there may be undefined by its type.
    return choices[this.below(choices.length)] as T;
  }

  /** One of several makers, each as likely as its weight. */
  weighted<T>(makers: readonly (readonly [weight: number, make: () => T])[]): T {
    let rest = this.fraction() * makers.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = makers.find(([weight]) => (rest -= weight) < 0) ?? makers.at(-1);
    if (!chosen) throw new Error("nothing to choose from");
    return chosen[1]();
  }
}

/** The seed of this run; `SNAKEBRIDGE_SEED` sets another. */
export const seed = Number(process.env["SNAKEBRIDGE_SEED"] ?? 1);
