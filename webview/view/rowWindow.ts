/**
 * Which rows to draw: those in view and a few around them, in chunks, out of any number. The arithmetic of
 * windows is @tanstack/virtual-core's; it counts chunks, so that a million rows are a small table.
 */
import { observeElementOffset, observeElementRect } from "@tanstack/virtual-core";

import type { Span } from "../model/sparse.js";

import { drawAgain } from "./drawAgain.js";
import type { DrawingHost } from "./drawAgain.js";
import { scaleFor } from "./scrollScale.js";
import { VirtualWindow } from "./virtualWindow.js";

/** Rows drawn or left out together. */
const chunkRows = 4;

/** Neighbouring rows; `top` is where the first of them stands on the canvas. */
export interface Chunk extends Span {
  readonly top: number;
}

/** What there is to scroll through. `kept` is a row that is drawn wherever it is: the focus must exist. */
export interface Rows {
  readonly count: number;
  readonly height: number;
  readonly kept: number;
}

export class RowWindow {
  readonly #host: DrawingHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #window: VirtualWindow;
  readonly #onMove: (() => void) | undefined;
  #rows: Rows = { count: 0, height: 22, kept: 0 };
  #viewport = 0;
  /** Where the view begins: on the scroll bar, and in the list. */
  #scrollTop = 0;
  #offset = 0;
  #report: ((offset: number, isScrolling: boolean) => void) | undefined;

  /** `onMove`: the view is elsewhere, be it by less than a row. */
  constructor(host: DrawingHost, scroller: () => HTMLElement | null, onMove?: () => void) {
    this.#host = host;
    this.#scroller = scroller;
    this.#onMove = onMove;
    this.#window = new VirtualWindow(host, scroller, {
      observeElementRect: (virtualizer, report) =>
        observeElementRect(virtualizer, (rect) => {
          const isOther = rect.height !== this.#viewport;
          this.#viewport = rect.height;
          report(rect);
          // Other rows are in view, though they may be of the same chunks.
          if (isOther) drawAgain(this.#host);
        }),
      observeElementOffset: (virtualizer, report) => {
        this.#report = report;
        return observeElementOffset(virtualizer, (scrollTop, isScrolling) =>
          this.#moved(scrollTop, isScrolling),
        );
      },
    });
  }

  setRows(rows: Rows): void {
    const { count, height, kept } = this.#rows;
    if (rows.count === count && rows.height === height && rows.kept === kept) return;
    this.#rows = rows;
    this.#window.setItems({
      count: Math.ceil(rows.count / chunkRows),
      size: chunkRows * rows.height,
      kept: Math.floor(rows.kept / chunkRows),
    });
  }

  get canvasHeight(): number {
    return this.#scale.canvas;
  }

  get offset(): number {
    return this.#offset;
  }

  get chunks(): readonly Chunk[] {
    const { count } = this.#rows;
    return this.#window.indexes.map((index) => ({
      start: index * chunkRows,
      end: Math.min(count, (index + 1) * chunkRows),
      top: this.topOf(index * chunkRows),
    }));
  }

  /** Where a row stands on the canvas; on a scaled one that depends on the scroll position. */
  topOf(row: number): number {
    return row * this.#rows.height - (this.#offset - this.#scrollTop);
  }

  /** Rows at least partly on screen. */
  get visible(): Span {
    const { count, height } = this.#rows;
    const start = Math.max(0, Math.floor(this.#offset / height));
    return { start, end: Math.min(count, Math.ceil((this.#offset + this.#viewport) / height)) };
  }

  get pageRows(): number {
    return Math.max(1, Math.floor(this.#viewport / this.#rows.height) - 1);
  }

  /** Scrolls as little as it takes to show the whole row, below so many lines on top that cover others. */
  reveal(index: number, covered = 0): void {
    const { height } = this.#rows;
    const lowest = (index + 1) * height - this.#viewport;
    const highest = Math.max(lowest, (index - covered) * height);
    this.scrollTo(Math.min(highest, Math.max(lowest, this.#offset)));
  }

  scrollTo(offset: number): void {
    const element = this.#scroller();
    if (!element || offset === this.#offset) return;
    element.scrollTop = this.#scale.toScrollTop(offset);
    // The browser tells of it a frame later, which would draw the old rows at the new place.
    this.#moved(element.scrollTop, false);
  }

  get #scale(): ReturnType<typeof scaleFor> {
    return scaleFor(this.#rows.count * this.#rows.height, this.#viewport);
  }

  #moved(scrollTop: number, isScrolling: boolean): void {
    const offset = this.#scale.toList(scrollTop);
    const isElsewhere = offset !== this.#offset;
    this.#scrollTop = scrollTop;
    this.#offset = offset;
    this.#report?.(offset, isScrolling);
    // Rows move against a scaled canvas with every step, not only when others come into view.
    if (isElsewhere) this.#onMove?.();
    if (isElsewhere && offset !== scrollTop) drawAgain(this.#host);
  }
}
