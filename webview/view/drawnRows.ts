/**
 * Which rows are drawn, each by which element. Rows that come take over the elements of those that went, but for one
 * whose button has the focus: that must not become another row's.
 */
import type { NodeKey } from "../model/nodeKeys.js";
import type { Span } from "../model/sparse.js";
import type { PlacedRow } from "../store.js";

import { Recycling } from "./recycling.js";

export interface DrawnRow {
  readonly row: PlacedRow;
  /** Stands for its element. */
  readonly slot: number;
}

type RowAt = (index: number) => PlacedRow | undefined;

export class DrawnRows {
  readonly #focused: () => Element | null;
  readonly #recycling = new Recycling();
  #rows: ReadonlyMap<NodeKey, PlacedRow> = new Map();

  constructor(focused: () => Element | null) {
    this.#focused = focused;
  }

  /** Draws the rows of `spans` from now on. */
  assign(spans: readonly Span[], rowAt: RowAt): readonly DrawnRow[] {
    const held = this.#rowWithKeyboard();
    this.#rows = rowsIn(spans, rowAt);
    const slots = this.#recycling.assign([...this.#rows.keys()], held);
    return [...this.#rows.values()].map((row, place) => ({ row, slot: slots[place] ?? 0 }));
  }

  #rowWithKeyboard(): NodeKey | undefined {
    const index = this.#focused()?.closest(".row")?.getAttribute("data-index");
    if (!index) return undefined;
    return [...this.#rows].find(([, row]) => row.index === Number(index))?.[0];
  }
}

/** By a key of their own: while windows of different looks meet, two rows may be of one node. */
function rowsIn(spans: readonly Span[], rowAt: RowAt): ReadonlyMap<NodeKey, PlacedRow> {
  const rows = new Map<NodeKey, PlacedRow>();
  for (const { start, end } of spans) {
    for (let index = start; index < end; index += 1) {
      const row = rowAt(index);
      if (!row) continue;
      const { key } = row.content;
      rows.set(rows.has(key) ? `${key}@${index}` : key, row);
    }
  }
  return rows;
}
