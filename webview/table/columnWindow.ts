/** Which columns to draw: those in view and a few beside them. All are of one width. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { VirtualizerOptions } from "@tanstack/virtual-core";
import type { ReactiveController } from "lit";

import { drawAgain } from "../view/drawAgain.js";
import type { DrawingHost } from "../view/drawAgain.js";

export class ColumnWindow implements ReactiveController {
  readonly #host: DrawingHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #count = 0;
  #width = 0;
  #kept = 0;
  #unmount: (() => void) | undefined;

  constructor(host: DrawingHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    this.#virtualizer = new Virtualizer(this.#options());
    host.addController(this);
  }

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected(): void {
    this.#unmount?.();
  }

  /** `kept` is drawn wherever it is: what has the focus must exist. */
  setColumns(count: number, width: number, kept: number): void {
    if (count === this.#count && width === this.#width && kept === this.#kept) return;
    const isResized = width !== this.#width;
    this.#count = count;
    this.#width = width;
    this.#kept = kept;
    this.#virtualizer.setOptions(this.#options());
    if (isResized) this.#virtualizer.measure();
  }

  get columns(): readonly number[] {
    return this.#virtualizer.getVirtualItems().map(({ index }) => index);
  }

  #options(): VirtualizerOptions<HTMLElement, HTMLElement> {
    return {
      count: this.#count,
      horizontal: true,
      getScrollElement: this.#scroller,
      estimateSize: () => this.#width,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      rangeExtractor: (range) => {
        const columns = defaultRangeExtractor(range);
        if (columns.includes(this.#kept) || this.#kept >= range.count) return columns;
        return [...columns, this.#kept].sort((one, other) => one - other);
      },
      overscan: 1,
      onChange: () => drawAgain(this.#host),
    };
  }
}
