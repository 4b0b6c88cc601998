/**
 * What is known of one object beside its row: asked for when a person wants it, and gone with the object. It looks
 * and runs nothing.
 */
import type { DescribeResult, ObjectAddress } from "../src/protocol/inspection.js";

import type { Host } from "./host.js";
import { Listeners } from "./listeners.js";
import { ownContext } from "./model/rowContext.js";
import type { Store } from "./store.js";

/** An object on show; `facts` are null until they came, and `problem` says why they did not. */
export interface Shown {
  readonly address: ObjectAddress;
  readonly facts: DescribeResult | null;
  readonly problem: string | null;
}

export class Details {
  readonly #store: Store;
  readonly #host: Host;
  readonly #listeners = new Listeners();
  #shown: Shown | null = null;

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  get shown(): Shown | null {
    return this.#shown;
  }

  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Of the object, or of the row with the focus; where that has none, the host asks for one. */
  show(named: ObjectAddress | null): void {
    const address = named ?? this.#focused();
    if (!address) {
      this.#host.post({ kind: "nothingFocused", wanted: "details" });
      return;
    }
    this.#set({ address, facts: null, problem: null });
    this.#host.request("describe", address).then(
      (facts) => this.#settle(address, { facts, problem: null }),
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        this.#settle(address, { facts: null, problem });
      },
    );
  }

  close(): void {
    this.#set(null);
  }

  #settle(address: ObjectAddress, answer: Pick<Shown, "facts" | "problem">): void {
    // Another object, or none, may be on show by now.
    if (this.#shown?.address === address) this.#set({ address, ...answer });
  }

  #set(shown: Shown | null): void {
    this.#shown = shown;
    this.#listeners.tell();
  }

  #focused(): ObjectAddress | undefined {
    const row = this.#store.rowAt(this.#store.focusIndex);
    const context = row && ownContext(row.content);
    if (context?.sessionId === undefined || context.refId === undefined) return undefined;
    return { session: context.sessionId, ref: context.refId, path: context.path ?? [] };
  }
}
