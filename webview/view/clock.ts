/**
 * One timer for everything that shows the passing of time. It runs only while something listens and the
 * view is visible, so a hidden or still inspector costs nothing.
 */

const tickMs = 1000;

export class Clock {
  readonly #document: Document;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) this.#watch(true);
    this.#listeners.add(listener);
    this.#adjust();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#watch(false);
      this.#adjust();
    };
  }

  /** The page may outlive what it shows, and must not hold it. */
  #watch(on: boolean): void {
    const change = on ? "addEventListener" : "removeEventListener";
    this.#document[change]("visibilitychange", this.#wake);
  }

  readonly #wake = (): void => {
    this.#adjust();
    if (this.#timer !== undefined) this.#tick();
  };

  #adjust(): void {
    const isNeeded = this.#listeners.size > 0 && this.#document.visibilityState === "visible";
    if (isNeeded) {
      this.#timer ??= setInterval(() => this.#tick(), tickMs);
    } else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #tick(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
