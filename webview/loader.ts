/**
 * Asks the host for what is on screen and missing, once per question, and hands the answers to the store.
 * It asks for nothing that is not in view: a hidden or folded row costs nothing.
 */
import type { RefArrangement } from "../src/protocol/arranging.js";

import type { Host } from "./host.js";
import { toRefArrangement } from "./model/arrangement.js";
import type { Span } from "./model/sparse.js";
import { wantedFor } from "./model/wanted.js";
import type { Wanted } from "./model/wanted.js";
import type { Store } from "./store.js";

/** How long a worker that sorted refs is left alone: so many times what that took, but not longer than this. */
const restFactor = 3;
const mostRestMs = 2_000;

export class Loader {
  readonly #store: Store;
  readonly #host: Host;
  readonly #asked = new Set<string>();
  /** Sessions whose refs are being sorted or filtered. */
  readonly #arranging = new Set<string>();
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
      if (this.#asked.has(wanted.id) || this.#isHeldBack(wanted)) continue;
      this.#asked.add(wanted.id);
      void this.#ask(wanted);
    }
  }

  #isHeldBack({ source }: Wanted): boolean {
    return source.kind === "refs" && this.#arranging.has(source.sessionId);
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

  async #askForRefs(wanted: Wanted, sessionId: string): Promise<void> {
    const arrangement = toRefArrangement(this.#store.state.arrangement);
    if (arrangement) {
      await this.#askForArrangedRefs(wanted, sessionId, arrangement);
      return;
    }
    const { start, count, generation } = wanted;
    const result = await this.#host.request("refs", { session: sessionId, start, count });
    assertProgress(result.refs.length, result);
    this.#store.apply({ kind: "refsLoaded", sessionId, generation, result });
  }

  /**
   * One question after the other for each session: many refs take the worker a while, and what happens to them
   * meanwhile must not pile questions up. It gets longer rests than it gets work.
   */
  async #askForArrangedRefs(
    { start, count, generation }: Wanted,
    session: string,
    arrangement: RefArrangement,
  ): Promise<void> {
    const startedMs = performance.now();
    this.#arranging.add(session);
    try {
      const params = { session, start, count, arrangement, look: generation };
      for (;;) {
        const result = await this.#host.request("refs", params);
        const { covered = 0, of = 0 } = result.arranged ?? {};
        if (covered >= of) assertProgress(result.refs.length, result);
        this.#store.apply({ kind: "refsLoaded", sessionId: session, generation, result });
        const isAsked = this.#store.state.refs.get(session)?.live.generation === generation;
        if (covered >= of || !isAsked) break;
      }
    } finally {
      const tookMs = performance.now() - startedMs;
      setTimeout(
        () => {
          this.#arranging.delete(session);
          this.#load();
        },
        Math.min(mostRestMs, restFactor * tookMs),
      );
    }
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
