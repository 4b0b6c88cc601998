/**
 * What is to end soon, and may be taken back until then: one end for each key. It knows no `vscode` and nothing of what
 * ends.
 */
export class Farewells {
  readonly #graceMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** Ends it when the grace is over; a key that is on its way out already keeps its time. */
  begin(key: string, end: () => void): void {
    if (this.#timers.has(key)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      end();
    }, this.#graceMs);
    this.#timers.set(key, timer);
  }

  has(key: string): boolean {
    return this.#timers.has(key);
  }

  /** Whether there was something to take back. */
  takeBack(key: string): boolean {
    clearTimeout(this.#timers.get(key));
    return this.#timers.delete(key);
  }

  dispose(): void {
    for (const key of [...this.#timers.keys()]) this.takeBack(key);
  }
}
