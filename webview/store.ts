/**
 * Holds the one state and its outline, tells who listens when it changed, and keeps the focus near when
 * the row under it goes. It asks nobody for anything.
 */
import { Listeners } from "./listeners.js";
import type { Action } from "./model/actions.js";
import type { NodeKey } from "./model/nodeKeys.js";
import { indexOfKey, rowAt } from "./model/outline.js";
import type { Placed } from "./model/outline.js";
import { reduce } from "./model/reduce.js";
import type { RowContent } from "./model/rowContent.js";
import { toOutline } from "./model/rows.js";
import type { Outline } from "./model/rows.js";
import type { PanelState } from "./model/state.js";

export type PlacedRow = Placed<RowContent>;

/** Where the focus was seen last: its row, and the rows above it, the nearest first. */
interface FocusTrace {
  readonly index: number;
  readonly ancestors: readonly NodeKey[];
}

export class Store {
  #state: PanelState;
  #outline: Outline;
  #trace: FocusTrace | undefined;
  readonly #listeners = new Listeners();

  constructor(state: PanelState) {
    this.#state = state;
    this.#outline = toOutline(state);
  }

  get state(): PanelState {
    return this.#state;
  }

  get outline(): Outline {
    return this.#outline;
  }

  /** Index of the row that has the focus; the first one while nobody chose. */
  get focusIndex(): number {
    return Math.min(this.#trace?.index ?? 0, Math.max(0, this.#outline.rows - 1));
  }

  rowAt(index: number): PlacedRow | undefined {
    return index >= 0 && index < this.#outline.rows ? rowAt(this.#outline, index) : undefined;
  }

  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  apply(action: Action): void {
    const before = this.#state;
    this.#state = reduce(before, action, performance.now());
    if (this.#state === before) return;
    if (isOtherTree(before, this.#state)) this.#outline = toOutline(this.#state);
    this.#keepFocus();
    this.#listeners.tell();
  }

  #keepFocus(): void {
    const { focused } = this.#state;
    if (focused === null) return;
    const index = indexOfKey(this.#outline, focused);
    if (index !== undefined) {
      this.#trace = { index, ancestors: this.#ancestorsOf(index) };
    } else if (this.#trace) {
      const next = this.rowAt(this.#nextTo(this.#trace));
      this.#state = { ...this.#state, focused: next?.content.key ?? null };
      this.#trace = next && { index: next.index, ancestors: this.#ancestorsOf(next.index) };
    }
  }

  /** A row that went gives its place to the next one; a row that was folded away, to what holds it. */
  #nextTo({ index, ancestors }: FocusTrace): number {
    const holder = ancestors
      .map((key) => indexOfKey(this.#outline, key))
      .find((found) => found !== undefined);
    const isFolded = holder !== undefined && this.rowAt(holder)?.content.expanded !== true;
    return isFolded ? holder : Math.min(index, this.#outline.rows - 1);
  }

  #ancestorsOf(index: number): readonly NodeKey[] {
    const keys: NodeKey[] = [];
    let row = this.rowAt(this.rowAt(index)?.parent ?? -1);
    while (row) {
      keys.push(row.content.key);
      row = this.rowAt(row.parent);
    }
    return keys;
  }
}

function isOtherTree(before: PanelState, after: PanelState): boolean {
  return (
    ["workers", "sessions", "refs", "objects", "evaluations", "expanded", "arrangement"] as const
  ).some((part) => before[part] !== after[part]);
}
