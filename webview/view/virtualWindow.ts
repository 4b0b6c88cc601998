/** A virtualizer that works as long as its host is on the page: what windows of rows and of columns have in common. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { VirtualizerOptions } from "@tanstack/virtual-core";
import type { ReactiveController } from "lit";

import { drawAgain } from "./drawAgain.js";
import type { DrawingHost } from "./drawAgain.js";

type Options = VirtualizerOptions<HTMLElement, HTMLElement>;

/** What there is to choose from. `kept` is drawn wherever it is: what has the focus must exist. */
export interface Items extends Pick<Options, "count"> {
  /** In CSS pixels; all are of one size. */
  readonly size: number;
  readonly kept: number;
}

/** How a window differs from an upright one that lets the virtualizer watch the scroller. */
export type WindowWays = Partial<
  Pick<Options, "horizontal" | "observeElementRect" | "observeElementOffset">
>;

export class VirtualWindow implements ReactiveController {
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #common: Omit<Options, "count" | "estimateSize" | "rangeExtractor">;
  #items: Items = { count: 0, size: 0, kept: 0 };
  #unmount: (() => void) | undefined;

  constructor(host: DrawingHost, scroller: () => HTMLElement | null, ways: WindowWays = {}) {
    this.#common = {
      getScrollElement: scroller,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      overscan: 1,
      onChange: () => drawAgain(host),
      ...ways,
    };
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

  setItems(items: Items): void {
    const { size } = this.#items;
    // Nothing was measured before the first.
    const isResized = size > 0 && size !== items.size;
    this.#items = items;
    this.#virtualizer.setOptions(this.#options());
    if (isResized) this.#virtualizer.measure();
  }

  /** Those to draw, in order. */
  get indexes(): readonly number[] {
    return this.#virtualizer.getVirtualItems().map(({ index }) => index);
  }

  #options(): Options {
    const { count, size, kept } = this.#items;
    return {
      ...this.#common,
      count,
      estimateSize: () => size,
      rangeExtractor: (range) => {
        const inView = defaultRangeExtractor(range);
        if (inView.includes(kept) || kept >= range.count) return inView;
        return [...inView, kept].sort((one, other) => one - other);
      },
    };
  }
}
