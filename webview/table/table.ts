/**
 * What is known of the table, how it is arranged, and what is selected. It asks the host for cells in view that it
 * lacks, a few blocks at a time; answers that an arrangement overtook are dropped.
 */
import type { TableColumn, TableFilter, TableWindowResult } from "../../src/protocol/table.js";
import type { TableArrangement } from "../../src/protocol/tablePanel.js";

import { Listeners } from "../listeners.js";

import { blockColumns, blockRows, Blocks } from "./blocks.js";
import type { Area, BlockPlace, Cell } from "./blocks.js";
import type { TableHost } from "./host.js";
import type { TableMessage } from "./messages.js";
import { areaOf, selectAt } from "./selection.js";
import type { Selection, Spot } from "./selection.js";
import { toTsv } from "./tsv.js";

/** Requests on their way at a time: more would only queue in Python, behind what is looked at next. */
const mostAsked = 2;
const copiedRows = 1_000;
const copiedColumns = 200;
const mostCopiedCells = 200_000;
const longestCopied = 100_000;

export type TableStatus =
  | { readonly kind: "opening" | "ready" | "arranging" }
  | { readonly kind: "ended" | "failed" | "problem"; readonly message: string };

export class Table {
  readonly #host: TableHost;
  readonly #blocks = new Blocks();
  readonly #listeners = new Listeners();
  readonly #asked = new Map<string, number>();
  #visible: Area = { top: 0, bottom: 0, left: 0, right: 0 };
  #generation = 0;
  #arranging: number | undefined;
  title = "";
  rows = 0;
  shownRows = 0;
  columns: readonly TableColumn[] = [];
  arrangement: TableArrangement = { sort: null, filters: [] };
  selection: Selection = selectAt({ row: 0, column: 0 });
  status: TableStatus = { kind: "opening" };
  /** What a screen reader shall hear. */
  announcement = "";

  constructor(host: TableHost) {
    this.#host = host;
  }

  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  take(message: TableMessage): void {
    if (message.kind === "table") {
      this.#forget();
      this.title = message.title;
      this.rows = message.rows;
      this.shownRows = message.shownRows;
      this.columns = message.columns;
      this.arrangement = message.arrangement;
      this.status = { kind: "ready" };
      this.select(selectAt(this.#inside(this.selection.active)));
    } else {
      this.status = message;
      this.announcement = message.message;
      this.#tell();
    }
  }

  cell(row: number, column: number): Cell {
    return this.#blocks.cell(row, column);
  }

  label(row: number): string | undefined {
    return this.#blocks.label(row, this.#visible.left);
  }

  /** Tells which cells are in view. */
  show(visible: Area): void {
    this.#visible = visible;
    this.#load();
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.#tell();
  }

  /** Ascending, descending, as it stands: each press goes one on. */
  cycleSort(column: number): void {
    const { sort, filters } = this.arrangement;
    const isSame = sort?.column === column;
    const next = isSame && sort.descending ? null : { column, descending: isSame };
    this.#arrange({ sort: next, filters });
  }

  filterOf(column: number): TableFilter | undefined {
    return this.arrangement.filters.find((filter) => filter.column === column);
  }

  /** An empty text takes the column's filter away. */
  filter(filter: TableFilter): void {
    const { sort, filters } = this.arrangement;
    const others = filters.filter(({ column }) => column !== filter.column);
    this.#arrange({ sort, filters: filter.text === "" ? others : [...others, filter] });
  }

  clear(): void {
    this.#arrange({ sort: null, filters: [] });
  }

  cancel(): void {
    if (this.#arranging !== undefined) this.#host.post({ kind: "cancel", id: this.#arranging });
  }

  reopen(): void {
    this.status = { kind: "opening" };
    this.#tell();
    this.#host.post({ kind: "reopen" });
  }

  /** Puts the selected cells on the clipboard, whole. */
  async copy(): Promise<void> {
    const area = areaOf(this.selection);
    const cells = (area.bottom - area.top) * (area.right - area.left);
    if (cells > mostCopiedCells) {
      this.#announce(`Too many cells to copy: ${cells.toLocaleString("en")}.`);
      return;
    }
    try {
      this.#host.post({ kind: "copy", text: toTsv(await this.#cellsOf(area)) });
      this.#announce(cells === 1 ? "1 cell copied" : `${cells.toLocaleString("en")} cells copied`);
    } catch (error) {
      this.#problem(error);
    }
  }

  #arrange(arrangement: TableArrangement): void {
    const { id, answer } = this.#host.ask("arrange", arrangement);
    this.#arranging = id;
    this.status = { kind: "arranging" };
    this.#tell();
    answer.then(
      ({ rows }) => {
        if (this.#arranging !== id) return;
        this.#arranging = undefined;
        this.arrangement = arrangement;
        this.shownRows = rows;
        this.status = { kind: "ready" };
        this.#forget();
        this.#announce(`${rows.toLocaleString("en")} rows`);
        this.select(selectAt(this.#inside(this.selection.active)));
      },
      (error: unknown) => {
        if (this.#arranging !== id) return;
        this.#arranging = undefined;
        this.#problem(error);
      },
    );
  }

  async #cellsOf(area: Area): Promise<readonly (readonly (string | null)[])[]> {
    const rows: (string | null)[][] = [];
    for (let top = area.top; top < area.bottom; top += copiedRows) {
      const count = Math.min(copiedRows, area.bottom - top);
      const part: (string | null)[][] = Array.from({ length: count }, () => []);
      for (let left = area.left; left < area.right; left += copiedColumns) {
        const columnCount = Math.min(copiedColumns, area.right - left);
        const place = { start: top, count, firstColumn: left, columnCount };
        const { cells } = await this.#host.ask("window", { ...place, longest: longestCopied })
          .answer;
        cells.forEach((row, number) => part[number]?.push(...row));
      }
      rows.push(...part);
    }
    return rows;
  }

  #load(): void {
    if (this.status.kind !== "ready" && this.status.kind !== "problem") return;
    for (const place of this.#blocks.lacking(this.#visible)) {
      if (this.#asked.size >= mostAsked) return;
      const key = `${place.row}/${place.column}`;
      if (this.#asked.has(key)) continue;
      this.#asked.set(key, this.#generation);
      void this.#ask(key, place);
    }
  }

  async #ask(key: string, place: BlockPlace): Promise<void> {
    const generation = this.#generation;
    try {
      const { answer } = this.#host.ask("window", {
        start: place.row * blockRows,
        count: blockRows,
        firstColumn: place.column * blockColumns,
        columnCount: blockColumns,
      });
      const window = await answer;
      if (generation === this.#generation) this.#takeWindow(place, window);
    } catch (error) {
      if (generation === this.#generation) this.#stall(error);
    } finally {
      if (this.#asked.get(key) === generation) this.#asked.delete(key);
      this.#load();
    }
  }

  #takeWindow(place: BlockPlace, window: TableWindowResult): void {
    if (window.rows !== this.shownRows) {
      // The object has grown or shrunk: what is known of it is of before.
      this.#forget();
      this.shownRows = window.rows;
    }
    this.#blocks.add(place, window);
    this.#tell();
  }

  /** Nothing more is asked for until the person wants it. */
  #stall(error: unknown): void {
    if (this.status.kind !== "ended") this.status = { kind: "failed", message: wordsOf(error) };
    this.#tell();
  }

  #problem(error: unknown): void {
    if (this.status.kind !== "ended") this.status = { kind: "problem", message: wordsOf(error) };
    this.#tell();
  }

  #forget(): void {
    this.#generation += 1;
    this.#asked.clear();
    this.#blocks.clear();
  }

  #inside({ row, column }: Spot): Spot {
    return {
      row: Math.max(-1, Math.min(row, this.shownRows - 1)),
      column: Math.max(0, Math.min(column, this.columns.length - 1)),
    };
  }

  #announce(words: string): void {
    this.announcement = words;
    this.#tell();
  }

  #tell(): void {
    this.#listeners.tell();
  }
}

/** An interrupted request has no words of its own. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === "" ? "Interrupted." : message;
}
