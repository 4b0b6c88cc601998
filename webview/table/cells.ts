/** Draws header and rows of the grid: what they are in its ARIA pattern, and their texts. Values come in as text. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { ifDefined } from "lit/directives/if-defined.js";

import type { TableColumn, TableFilter } from "../../src/protocol/table.js";

import { areaOf, header, isIn } from "./selection.js";
import type { Spot } from "./selection.js";
import type { Table } from "./table.js";

/** What drawing needs besides the table. */
export interface GridView {
  readonly table: Table;
  readonly columns: readonly number[];
  readonly columnWidth: number;
  readonly labelWidth: number;
}

export function cellId({ row, column }: Spot): string {
  return row === header ? `head-${column}` : `cell-${row}-${column}`;
}

const filterSigns: Readonly<Record<TableFilter["kind"], string>> = {
  contains: "has",
  equals: "=",
  less: "<",
  greater: ">",
};

export function headerTemplate(view: GridView): TemplateResult {
  const cells = view.columns.map((column) => {
    const about = view.table.columns[column];
    return about ? headerCell(view, column, about) : nothing;
  });
  return html`${cells}`;
}

function headerCell(view: GridView, column: number, about: TableColumn): TemplateResult {
  const { table } = view;
  const { sort } = table.arrangement;
  const order = sort?.column !== column ? "none" : sort.descending ? "descending" : "ascending";
  const isActive =
    table.selection.active.row === header && table.selection.active.column === column;
  const glyph = { none: "", ascending: "▲", descending: "▼" }[order];
  return html`<div
    id=${cellId({ row: header, column })}
    role="columnheader"
    class=${classMap({ head: true, active: isActive, [`kind-${about.kind}`]: true })}
    aria-colindex=${column + 2}
    aria-sort=${order}
    aria-label=${`${about.name}, ${about.dtype}`}
    .style=${placeOf(view, column)}
  >
    <div class="title" data-sort=${column} title=${`${about.name}: ${about.dtype}. Click to sort.`}>
      <span class="column-name">${about.name}</span>
      <span class="order" aria-hidden="true">${glyph}</span>
      <span class="dtype">${about.dtype}</span>
    </div>
    ${filterTemplate(table, column, about)}
  </div>`;
}

/** Only the filter of the active column is a tab stop: there may be thousands. */
function filterTemplate(table: Table, column: number, { name }: TableColumn): TemplateResult {
  const filter = table.filterOf(column);
  const stop = table.selection.active.column === column ? 0 : -1;
  const kinds = Object.entries(filterSigns).map(
    ([kind, sign]) =>
      html`<option value=${kind} ?selected=${(filter?.kind ?? "contains") === kind}>
        ${sign}
      </option>`,
  );
  return html`<div class="filter">
    <select data-how=${column} tabindex=${stop} aria-label=${`How to filter ${name}`}>
      ${kinds}
    </select>
    <input
      data-filter=${column}
      tabindex=${stop}
      aria-label=${`Filter ${name}`}
      placeholder="Filter"
      spellcheck="false"
      .value=${filter?.text ?? ""}
    />
  </div>`;
}

export function rowTemplate(row: number, view: GridView): TemplateResult {
  const { table, columns } = view;
  const area = areaOf(table.selection);
  const { active } = table.selection;
  return html`<div class="row" role="row" aria-rowindex=${row + 2}>
    <div class="label" role="rowheader" aria-colindex="1" data-row=${row}>
      ${table.label(row) ?? ""}
    </div>
    ${columns.map((column) => {
      const spot = { row, column };
      const isActive = active.row === row && active.column === column;
      const isSelected = isIn(area, row, column) && active.row !== header;
      return cellTemplate(view, spot, { isActive, isSelected });
    })}
  </div>`;
}

/** The text goes in as a property: white space of a template around it would show. */
function cellTemplate(
  view: GridView,
  spot: Spot,
  { isActive, isSelected }: { isActive: boolean; isSelected: boolean },
): TemplateResult {
  const text = view.table.cell(spot.row, spot.column);
  const kind = view.table.columns[spot.column]?.kind ?? "object";
  return html`<div
    id=${cellId(spot)}
    role="gridcell"
    class=${classMap({
      cell: true,
      [`kind-${kind}`]: true,
      missing: text === null,
      active: isActive,
      selected: isSelected,
    })}
    aria-colindex=${spot.column + 2}
    aria-selected=${isSelected}
    aria-busy=${ifDefined(text === undefined ? true : undefined)}
    title=${ifDefined(isActive && text ? text : undefined)}
    data-row=${spot.row}
    data-column=${spot.column}
    .style=${placeOf(view, spot.column)}
    .textContent=${text === null ? "missing" : (text ?? "")}
  ></div>`;
}

function placeOf({ columnWidth, labelWidth }: GridView, column: number): string {
  return `left: ${labelWidth + column * columnWidth}px; width: ${columnWidth}px`;
}
