/**
 * The cells that are known, in blocks of rows and columns. It tells which blocks a view lacks; the oldest go when
 * there are too many. Pure.
 */
import type { TableWindowResult } from "../../src/protocol/table.js";

export const blockRows = 100;
export const blockColumns = 20;
const mostBlocks = 300;

/** Rows and columns, each up to but without its end. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A block by its place among blocks. */
export interface BlockPlace {
  readonly row: number;
  readonly column: number;
}

/** A cell: its text, null if it is missing, undefined while it is not known. */
export type Cell = string | null | undefined;

export class Blocks {
  readonly #blocks = new Map<string, TableWindowResult>();

  cell(row: number, column: number): Cell {
    const block = this.#at(row, column);
    return block?.cells[row % blockRows]?.[column % blockColumns];
  }

  /** What the row is called; any block of it knows. */
  label(row: number, left: number): string | undefined {
    return this.#at(row, left)?.labels[row % blockRows];
  }

  /** The blocks that lie in the area and are not known. */
  lacking({ top, bottom, left, right }: Area): readonly BlockPlace[] {
    const places: BlockPlace[] = [];
    for (let row = Math.floor(top / blockRows); row * blockRows < bottom; row += 1) {
      for (
        let column = Math.floor(left / blockColumns);
        column * blockColumns < right;
        column += 1
      ) {
        if (!this.#blocks.has(keyOf({ row, column }))) places.push({ row, column });
      }
    }
    return places;
  }

  add(place: BlockPlace, window: TableWindowResult): void {
    this.#blocks.set(keyOf(place), window);
    if (this.#blocks.size <= mostBlocks) return;
    const [oldest] = this.#blocks.keys();
    if (oldest !== undefined) this.#blocks.delete(oldest);
  }

  clear(): void {
    this.#blocks.clear();
  }

  #at(row: number, column: number): TableWindowResult | undefined {
    const place = { row: Math.floor(row / blockRows), column: Math.floor(column / blockColumns) };
    return this.#blocks.get(keyOf(place));
  }
}

function keyOf({ row, column }: BlockPlace): string {
  return `${row}/${column}`;
}
