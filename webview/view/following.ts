/** Draws an element anew whenever what it shows has changed, for as long as it is on the page. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What tells that it changed; `subscribe` gives what stops that. */
interface Changing {
  subscribe(listener: () => void): () => void;
}

export class Following implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: Changing;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, source: Changing) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#source.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
