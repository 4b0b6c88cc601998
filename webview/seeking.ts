/**
 * Going to an item of a container by its index or key: the worker is asked where it is, as often as that takes, and
 * its row gets the focus. It looks and runs nothing.
 */
import type { ChildrenParams, ObjectAddress, ObjectKind } from "../src/protocol/inspection.js";

import type { Host } from "./host.js";
import { Listeners } from "./listeners.js";
import { containerAt, keyOfItem } from "./model/items.js";
import { childKey, refKey } from "./model/nodeKeys.js";
import { indexOfKey } from "./model/outline.js";
import type { ObjectRow } from "./model/rowContent.js";
import type { Store } from "./store.js";
import { nameOf, notFoundText } from "./view/words.js";

/** Rows that come with what was found. */
const windowSize = 100;

/** The container whose items are sought; `problem` says why there is no such item. */
export interface SeekPlace {
  readonly title: string;
  readonly kind: ObjectKind;
  readonly isRunning: boolean;
  readonly problem: string | null;
}

interface Shown extends SeekPlace {
  readonly row: ObjectRow;
}

export class Seeking {
  readonly #store: Store;
  readonly #host: Host;
  readonly #listeners = new Listeners();
  #shown: Shown | null = null;

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  get shown(): SeekPlace | null {
    return this.#shown;
  }

  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** For the container of the object, or of the row with the focus; where that has none, the host asks for one. */
  open(named: ObjectAddress | null): void {
    const index = (named && this.#indexOf(named)) ?? this.#store.focusIndex;
    const row = containerAt((at) => this.#store.rowAt(at), index);
    if (!row) {
      if (!named) this.#host.post({ kind: "nothingFocused", wanted: "seek" });
      return;
    }
    const { kind } =
      row.kind === "ref" ? row.entry.info : (row.child.summary ?? { kind: "object" });
    this.#set({ row, title: nameOf(row), kind, isRunning: false, problem: null });
  }

  close(): void {
    this.#set(null);
  }

  /** What was typed is another now: what was wrong with it before says nothing. */
  edit(): void {
    if (this.#shown && (this.#shown.problem !== null || this.#shown.isRunning)) {
      this.#set({ ...this.#shown, problem: null, isRunning: false });
    }
  }

  /** Closes when the item is found; says why not otherwise. */
  go(text: string): void {
    if (!this.#shown || text.trim() === "") return;
    const asked = { ...this.#shown, isRunning: true, problem: null };
    this.#set(asked);
    this.#seek(asked, text).catch((error: unknown) => {
      this.#tell(asked, error instanceof Error ? error.message : String(error));
    });
  }

  async #seek(asked: Shown, seek: string): Promise<void> {
    const { key, address } = asked.row;
    let start = 0;
    for (;;) {
      const generation = this.#store.state.objects.get(key)?.generation ?? 0;
      const params: ChildrenParams = { ...address, seek, start, count: windowSize };
      const result = await this.#host.request("children", params);
      // The person may have gone on to something else.
      if (this.#shown !== asked) return;
      const { sought, total } = result;
      if (!sought) throw new Error("The answer does not say where it is.");
      const { position, next } = sought;
      if (position !== null) {
        this.#store.apply({ kind: "childrenLoaded", key, address, generation, result });
        this.#arrive(asked.row, position);
        return;
      }
      if (next === null) {
        this.#tell(asked, notFoundText(sought, total));
        return;
      }
      start = next;
    }
  }

  #arrive({ key, address }: ObjectRow, position: number): void {
    const index = indexOfKey(this.#store.outline, key);
    const row = index === undefined ? undefined : this.#store.rowAt(index)?.content;
    if (row?.expanded === false) this.#store.apply({ kind: "expand", key, on: true });
    const item = keyOfItem(this.#store.state, key, position);
    this.#store.apply({ kind: "select", refs: [], isOnly: true, anchor: null });
    this.#store.apply({ kind: "goTo", sessionId: address.session, key: item });
    this.close();
  }

  #tell(asked: Shown, problem: string): void {
    if (this.#shown === asked) this.#set({ ...asked, isRunning: false, problem });
  }

  #indexOf({ ref, path = [] }: ObjectAddress): number | undefined {
    return indexOfKey(this.#store.outline, path.reduce(childKey, refKey(ref)));
  }

  #set(shown: Shown | null): void {
    this.#shown = shown;
    this.#listeners.tell();
  }
}
