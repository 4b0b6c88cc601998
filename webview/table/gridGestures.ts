/** What a person does in the grid, by key or pointer, as changes of the table. */
import { gridMeaning } from "./keys.js";
import { header, selectAt } from "./selection.js";
import type { Spot } from "./selection.js";
import type { Table } from "./table.js";

export interface GridPorts {
  readonly pageRows: () => number;
  readonly focusGrid: () => void;
  readonly focusFilter: (column: number) => void;
}

const filterKinds = ["contains", "equals", "less", "greater"] as const;

export class GridGestures {
  readonly #table: Table;
  readonly #ports: GridPorts;

  constructor(table: Table, ports: GridPorts) {
    this.#table = table;
    this.#ports = ports;
  }

  readonly key = (event: KeyboardEvent): void => {
    if (isInField(event)) {
      this.#fieldKey(event);
      return;
    }
    const { selection, shownRows: rows, columns } = this.#table;
    const extent = { active: selection.active, rows, columns: columns.length };
    const meaning = gridMeaning(event, { ...extent, pageRows: this.#ports.pageRows() });
    if (!meaning) return;
    event.preventDefault();
    switch (meaning.kind) {
      case "move":
        this.#move(meaning.to, meaning.extend);
        return;
      case "selectAll":
        this.#table.select({
          anchor: { row: 0, column: 0 },
          active: { row: rows - 1, column: columns.length - 1 },
        });
        return;
      case "copy":
        void this.#table.copy();
        return;
      case "sort":
        this.#table.cycleSort(selection.active.column);
        return;
      case "filter":
        this.#ports.focusFilter(selection.active.column);
    }
  };

  readonly click = (event: MouseEvent): void => {
    const column = numberIn(event, "[data-sort]", "sort");
    if (column === undefined) return;
    this.#ports.focusGrid();
    this.#table.select(selectAt({ row: header, column }));
    this.#table.cycleSort(column);
  };

  readonly press = (event: PointerEvent): void => {
    const spot = this.#spotAt(event);
    if (spot && event.button === 0) this.#move(spot, event.shiftKey);
  };

  readonly drag = (event: PointerEvent): void => {
    const spot = event.buttons === 1 ? this.#spotAt(event) : undefined;
    const { active } = this.#table.selection;
    if (spot && (spot.row !== active.row || spot.column !== active.column)) this.#move(spot, true);
  };

  /** A filter is set when its field is left, by Enter, or when another kind is chosen. */
  readonly change = (event: Event): void => {
    const column =
      numberIn(event, "[data-filter]", "filter") ?? numberIn(event, "[data-how]", "how");
    if (column === undefined || !(event.currentTarget instanceof HTMLElement)) return;
    const grid = event.currentTarget;
    const how = grid.querySelector<HTMLSelectElement>(`select[data-how="${column}"]`)?.value;
    const text =
      grid.querySelector<HTMLInputElement>(`input[data-filter="${column}"]`)?.value ?? "";
    const before = this.#table.filterOf(column);
    if (text === "" && !before) return;
    const kind = filterKinds.find((name) => name === how) ?? "contains";
    if (before?.text === text && before.kind === kind) return;
    this.#table.filter({ column, kind, text });
  };

  #fieldKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#ports.focusGrid();
  }

  #move(to: Spot, isExtending: boolean): void {
    const { anchor, active } = this.#table.selection;
    const start = isExtending && active.row !== header ? anchor : to;
    this.#table.select({ anchor: start, active: to });
  }

  #spotAt(event: Event): Spot | undefined {
    const row = numberIn(event, "[data-row]", "row");
    if (row === undefined) return undefined;
    return { row, column: numberIn(event, "[data-column]", "column") ?? 0 };
  }
}

function isInField({ target }: Event): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

function numberIn(event: Event, selector: string, name: string): number | undefined {
  const target = event.target instanceof Element ? event.target.closest(selector) : null;
  const text = target instanceof HTMLElement ? target.dataset[name] : undefined;
  return text === undefined ? undefined : Number(text);
}
