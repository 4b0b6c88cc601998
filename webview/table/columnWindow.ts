/** Which columns to draw: those in view and a few beside them. All are of one width. */
import type { DrawingHost } from "../view/drawAgain.js";
import { VirtualWindow } from "../view/virtualWindow.js";

export class ColumnWindow {
  readonly #window: VirtualWindow;
  #count = 0;
  #width = 0;
  #kept = 0;

  constructor(host: DrawingHost, scroller: () => HTMLElement | null) {
    this.#window = new VirtualWindow(host, scroller, { horizontal: true });
  }

  /** `kept` is drawn wherever it is: what has the focus must exist. */
  setColumns(count: number, width: number, kept: number): void {
    if (count === this.#count && width === this.#width && kept === this.#kept) return;
    this.#count = count;
    this.#width = width;
    this.#kept = kept;
    this.#window.setItems({ count, size: width, kept });
  }

  get columns(): readonly number[] {
    return this.#window.indexes;
  }
}
