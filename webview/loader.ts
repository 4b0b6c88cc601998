/**
 * Asks the host for what is on screen and missing, once per question, and hands the answers to the store.
 * It asks for nothing that is not in view: a hidden or folded row costs nothing.
 */
import type { Host } from "./host.js";
import type { Span } from "./model/sparse.js";
import { wantedFor } from "./model/wanted.js";
import type { Wanted } from "./model/wanted.js";
import type { Store } from "./store.js";

export class Loader {
  readonly #store: Store;
  readonly #host: Host;
  readonly #asked = new Set<string>();
  #visible: Span = { start: 0, end: 0 };

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
    store.subscribe(() => this.#load());
  }

  /** Tells which rows are in view. */
  show(visible: Span): void {
    this.#visible = visible;
    this.#load();
  }

  #load(): void {
    const { state, outline } = this.#store;
    for (const wanted of wantedFor(state, outline, this.#visible)) {
      if (this.#asked.has(wanted.id)) continue;
      this.#asked.add(wanted.id);
      void this.#ask(wanted);
    }
  }

  async #ask(wanted: Wanted): Promise<void> {
    try {
      if (wanted.source.kind === "refs") await this.#askForRefs(wanted, wanted.source.sessionId);
      else await this.#askForChildren(wanted, wanted.source);
    } catch (error) {
      this.#fail(wanted, error instanceof Error ? error.message : String(error));
    } finally {
      this.#asked.delete(wanted.id);
      // What this answer was too late for is asked again.
      this.#load();
    }
  }

  async #askForRefs({ start, count, generation }: Wanted, sessionId: string): Promise<void> {
    const result = await this.#host.request("refs", { session: sessionId, start, count });
    assertProgress(result.refs.length, result);
    this.#store.apply({ kind: "refsLoaded", sessionId, generation, result });
  }

  async #askForChildren(
    { start, count, generation }: Wanted,
    { key, address, part }: Extract<Wanted["source"], { kind: "children" }>,
  ): Promise<void> {
    const params = { ...address, start, count, ...(part && { part }) };
    const result = await this.#host.request("children", params);
    assertProgress(result.children.length, result);
    this.#store.apply({ kind: "childrenLoaded", key, address, generation, result });
  }

  #fail({ source }: Wanted, message: string): void {
    if (source.kind === "refs") {
      this.#store.apply({ kind: "refsFailed", sessionId: source.sessionId, message });
    } else {
      const { key, address, part } = source;
      this.#store.apply({ kind: "childrenFailed", key, address, part, message });
    }
  }
}

/** An empty answer where there should be rows would be asked for again for ever. */
function assertProgress(
  received: number,
  { start, total }: { start: number; total: number },
): void {
  if (received === 0 && start < total) throw new Error("The rows did not come.");
}
