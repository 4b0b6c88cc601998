/**
 * The grid: a window of rows and columns on a large canvas, one tab stop and `aria-activedescendant`. What scrolls has
 * the keyboard; its header stands outside of it, follows it sideways, and belongs to it by `aria-owns`. Light DOM.
 */
import { html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";

import { measureRowHeight } from "../view/rowHeight.js";
import { Following } from "../view/following.js";
import { RowWindow } from "../view/rowWindow.js";
import type { Chunk } from "../view/rowWindow.js";

import { cellId, headerTemplate, rowTemplate } from "./cells.js";
import type { GridView } from "./cells.js";
import { ColumnWindow } from "./columnWindow.js";
import { GridGestures } from "./gridGestures.js";
import { header } from "./selection.js";
import type { Table } from "./table.js";

/** Of a row's height. */
const columnRatio = 7;
const labelRatio = 4.5;

export class TableGrid extends LitElement {
  readonly #table: Table;
  readonly #scroller = createRef<HTMLElement>();
  readonly #head = createRef<HTMLElement>();
  readonly #rows = new RowWindow(this, () => this.#scroller.value ?? null);
  readonly #columns = new ColumnWindow(this, () => this.#scroller.value ?? null);
  readonly #gestures: GridGestures;
  #rowHeight = 22;
  #revealed: unknown;

  constructor(table: Table) {
    super();
    this.#table = table;
    new Following(this, table);
    this.#gestures = new GridGestures(table, {
      pageRows: () => this.#rows.pageRows,
      focusGrid: () => this.#scroller.value?.focus({ preventScroll: true }),
      focusFilter: (column) =>
        this.querySelector<HTMLElement>(`input[data-filter="${column}"]`)?.focus(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#rowHeight = measureRowHeight(this);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const { shownRows, columns, selection } = this.#table;
    const { row, column } = selection.active;
    this.#rows.setRows({ count: shownRows, height: this.#rowHeight, kept: Math.max(0, row) });
    this.#columns.setColumns(columns.length, this.#columnWidth, column);
  }

  protected override render(): TemplateResult {
    const { title, shownRows, columns, selection, status } = this.#table;
    const view = this.#view;
    const width = this.#labelWidth + columns.length * this.#columnWidth;
    return html`<div
      class="grid"
      role="none"
      @keydown=${this.#gestures.key}
      @change=${this.#gestures.change}
      @click=${this.#gestures.click}
      @pointerdown=${this.#gestures.press}
      @pointermove=${this.#gestures.drag}
    >
      <div id="heads" class="heads" role="rowgroup">
        <div
          ${ref(this.#head)}
          class="head-row"
          role="row"
          aria-rowindex="1"
          .style=${this.#headShift}
        >
          ${headerTemplate(view)}
        </div>
        <div class="corner" aria-hidden="true" .style=${`width: ${this.#labelWidth}px`}></div>
      </div>
      <div
        ${ref(this.#scroller)}
        class="scroller"
        role="grid"
        tabindex="0"
        aria-owns="heads"
        aria-label=${title}
        aria-rowcount=${shownRows + 1}
        aria-colcount=${columns.length + 1}
        aria-multiselectable="true"
        aria-busy=${status.kind === "arranging"}
        aria-activedescendant=${cellId(selection.active)}
        @scroll=${this.#onScroll}
      >
        <div
          class="canvas"
          role="rowgroup"
          .style=${`height: ${this.#rows.canvasHeight}px; width: ${width}px; --label-width: ${this.#labelWidth}px`}
        >
          ${repeat(
            this.#rows.chunks,
            ({ start }) => start,
            (chunk) => this.#chunk(chunk, view),
          )}
        </div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.#revealActive();
    const { start, end } = this.#rows.visible;
    const columns = this.#columns.columns;
    const left = columns[0] ?? 0;
    this.#table.show({ top: start, bottom: end, left, right: (columns.at(-1) ?? -1) + 1 });
  }

  /** Goes to a row, as it stands now. */
  goTo(row: number): void {
    const { column } = this.#table.selection.active;
    const spot = { row: Math.max(0, Math.min(this.#table.shownRows - 1, row)), column };
    this.#table.select({ anchor: spot, active: spot });
    this.#scroller.value?.focus({ preventScroll: true });
  }

  #chunk({ start, end, top }: Chunk, view: GridView): TemplateResult {
    const rows = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
    return html`<div class="chunk" role="none" .style=${`transform: translateY(${top}px)`}>
      ${rows.map((row) => rowTemplate(row, view))}
    </div>`;
  }

  get #view(): GridView {
    return {
      table: this.#table,
      columns: this.#columns.columns,
      columnWidth: this.#columnWidth,
      labelWidth: this.#labelWidth,
    };
  }

  get #columnWidth(): number {
    return Math.round(this.#rowHeight * columnRatio);
  }

  get #labelWidth(): number {
    return Math.round(this.#rowHeight * labelRatio);
  }

  get #headShift(): string {
    return `transform: translateX(${-(this.#scroller.value?.scrollLeft ?? 0)}px)`;
  }

  readonly #onScroll = (): void => {
    const head = this.#head.value;
    if (head) head.style.transform = `translateX(${-(this.#scroller.value?.scrollLeft ?? 0)}px)`;
    this.requestUpdate();
  };

  /** Brings the active cell into view when it became another one. */
  #revealActive(): void {
    const { active } = this.#table.selection;
    if (active === this.#revealed) return;
    this.#revealed = active;
    if (active.row !== header) this.#rows.reveal(active.row);
    const scroller = this.#scroller.value;
    if (!scroller) return;
    const left = active.column * this.#columnWidth;
    const lowest = left + this.#columnWidth - (scroller.clientWidth - this.#labelWidth);
    scroller.scrollLeft = Math.min(left, Math.max(lowest, scroller.scrollLeft));
  }
}
