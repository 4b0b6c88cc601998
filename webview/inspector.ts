/**
 * Puts the parts together: one store, the host it hears from, and what acts on both. No drawing.
 */
import type { FromPanelMessage } from "../src/protocol/panel.js";

import { Details } from "./details.js";
import { Host } from "./host.js";
import type { HostPort } from "./hostLink.js";
import { Intents } from "./intents.js";
import { Loader } from "./loader.js";
import type { PanelState } from "./model/state.js";
import { Passing } from "./passing.js";
import { Seeking } from "./seeking.js";
import { Store } from "./store.js";
import { ownPage } from "./surroundings.js";
import type { Surroundings } from "./surroundings.js";

export class Inspector {
  readonly store: Store;
  readonly intents: Intents;
  readonly loader: Loader;
  readonly details: Details;
  readonly seeking: Seeking;
  readonly surroundings: Surroundings;
  readonly #host: Host;

  constructor(port: HostPort<FromPanelMessage>, state: PanelState, surroundings = ownPage) {
    this.surroundings = surroundings;
    this.#host = new Host(port);
    this.store = new Store(state);
    this.intents = new Intents(this.store, this.#host, surroundings);
    this.loader = new Loader(this.store, this.#host);
    this.details = new Details(this.store, this.#host);
    this.seeking = new Seeking(this.store, this.#host);
    new Passing(this.store, this.#host).start();
  }

  /** Tells the host that messages are heard from now on; it answers with the first `state`. */
  start(): void {
    this.#host.post({ kind: "ready" });
  }

  /** Tells the host whether keys come here. */
  setKeyboard(isHere: boolean): void {
    this.#host.post({ kind: "keyboard", isHere });
  }

  /** Takes what the window received from the host. */
  receive(data: unknown): void {
    const message = this.#host.receive(data);
    if (message?.kind === "act") this.intents.selection.act(message.action);
    else if (message?.kind === "details") this.details.show(message.address);
    else if (message?.kind === "seek") this.seeking.open(message.address);
    else if (message) this.store.apply(message);
  }
}
