/** A table's whole page: how much there is, what can be done with all of it, the grid, and what went wrong. */
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";

import { progressRing, textButton } from "../controls.js";
import { Following } from "../view/following.js";

import type { TableGrid } from "./grid.js";
import type { Table } from "./table.js";

export class TableView extends LitElement {
  readonly #table: Table;
  readonly #grid: TableGrid;

  constructor(table: Table, grid: TableGrid) {
    super();
    this.#table = table;
    this.#grid = grid;
    new Following(this, table);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = "main";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { title, columns, status, announcement } = this.#table;
    const isEmpty = columns.length === 0;
    return html`<h1 class="spoken">${title === "" ? "Table" : title}</h1>
      ${isEmpty ? nothing : this.#toolbar()} ${this.#problem()}
      ${isEmpty && status.kind === "ready" ? html`<p class="notice">This table is empty.</p>` : nothing}
      ${isEmpty && status.kind === "opening" ? html`<p class="notice">${progressRing()}</p>` : nothing}
      ${isEmpty ? nothing : this.#grid}
      <div class="spoken" role="status">${announcement}</div>`;
  }

  #toolbar(): TemplateResult {
    const { arrangement, status } = this.#table;
    const isArranged = arrangement.sort !== null || arrangement.filters.length > 0;
    return html`<div class="bar" role="toolbar" aria-label="Table">
      <span class="extent">${extentText(this.#table)}</span>
      <label class="go">Go to row <input inputmode="numeric" @change=${this.#onGo} /></label>
      ${
        status.kind === "arranging"
          ? html`${progressRing()}${button("Cancel", "Cancel sorting and filtering", () => this.#table.cancel())}`
          : nothing
      }
      ${isArranged ? button("Clear Sort and Filters", "Clear sort and filters", () => this.#table.clear()) : nothing}
      ${button("Copy", "Copy the selected cells", () => void this.#table.copy())}
      ${button("Refresh", "Refresh: look at the object again", () => this.#table.reopen())}
    </div>`;
  }

  #problem(): TemplateResult | typeof nothing {
    const { status } = this.#table;
    if (!("message" in status)) return nothing;
    const retry =
      status.kind === "failed" ? button("Retry", "Retry", () => this.#table.reopen()) : nothing;
    return html`<div class="banner" role="alert">${status.message} ${retry}</div>`;
  }

  readonly #onGo = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const row = Number(event.target.value.replaceAll(/[,_\s]/g, ""));
    if (event.target.value !== "" && Number.isSafeInteger(row)) this.#grid.goTo(row);
  };
}

function button(text: string, label: string, onPress: () => void): TemplateResult {
  return textButton(text, { label, onPress, isPrimary: false });
}

function extentText({ rows, shownRows, columns }: Table): string {
  const count = (amount: number): string => amount.toLocaleString("en");
  const shown = shownRows === rows ? count(rows) : `${count(shownRows)} of ${count(rows)}`;
  return `${shown} rows × ${count(columns.length)} columns`;
}
