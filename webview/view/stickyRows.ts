/**
 * The rows that stay on top, as they were last drawn: scrolling draws them anew only when others are due.
 */
import { stickyRows } from "../model/sticky.js";
import type { ScrolledRows, StickyRow } from "../model/sticky.js";
import type { PlacedRow } from "../store.js";

export class StickyRows {
  #drawn: readonly StickyRow<PlacedRow>[] = [];

  /** What is due now, to be drawn. */
  place(list: ScrolledRows<PlacedRow>): readonly StickyRow<PlacedRow>[] {
    this.#drawn = stickyRows(list);
    return this.#drawn;
  }

  /** Whether what is due is not what is drawn. */
  hasChanged(list: ScrolledRows<PlacedRow>): boolean {
    const due = stickyRows(list);
    return (
      due.length !== this.#drawn.length ||
      due.some(({ row, top }, line) => {
        const drawn = this.#drawn[line];
        return drawn?.top !== top || drawn.row.content.key !== row.content.key;
      })
    );
  }
}
