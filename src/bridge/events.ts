/**
 * Events and disposables in the editor's style, without the editor: call an event with a listener,
 * get back what detaches it. A throwing listener never reaches the emitter or the other listeners.
 */

import type { Logger } from "./logger.js";

/** Something to give back. `dispose` is idempotent. Structurally a `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Calls the listener for every event from now on, until the result is disposed. */
export type Event<T> = (listener: (event: T) => void) => Disposable;

/** Owner's side of an {@link Event}. */
export class EventEmitter<T> {
  readonly #listeners = new Set<{ readonly listener: (event: T) => void }>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The subscribers' side. Listeners are called in the order they attached. */
  readonly event: Event<T> = (listener) => {
    const entry = { listener };
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls every listener attached now; what one throws is logged. */
  fire(event: T): void {
    for (const entry of [...this.#listeners]) {
      try {
        entry.listener(event);
      } catch (error) {
        this.#logger.error("An event listener threw", error);
      }
    }
  }

  /** Forgets all listeners. */
  dispose(): void {
    this.#listeners.clear();
  }
}
