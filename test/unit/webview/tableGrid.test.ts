/** A table's page as a screen reader finds it: a grid with its extent, headers that sort, cells that are text. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FromTablePanelMessage } from "../../../src/protocol/tablePanel.js";
import { TableGrid } from "../../../webview/table/grid.js";
import { TableHost } from "../../../webview/table/host.js";
import { Table } from "../../../webview/table/table.js";
import { TableView } from "../../../webview/table/view.js";
import { litWarnings } from "./litWarnings.js";

customElements.define("snakebridge-table-grid", TableGrid);
customElements.define("snakebridge-table", TableView);

let sent: FromTablePanelMessage[];
let host: TableHost;
let table: Table;
let tableGrid: TableGrid;
let view: TableView;

beforeEach(async () => {
  // happy-dom lays nothing out.
  for (const name of ["clientHeight", "clientWidth", "offsetHeight", "offsetWidth"] as const) {
    vi.spyOn(HTMLElement.prototype, name, "get").mockReturnValue(440);
  }
  sent = [];
  host = new TableHost({ postMessage: (message) => sent.push(message) });
  table = new Table(host);
  tableGrid = new TableGrid(table);
  view = new TableView(table, tableGrid);
  document.body.append(view);
  const columns = ["name", "age"].map((name) => ({ name, dtype: "int", kind: "number" }) as const);
  const arrangement = { sort: null, filters: [] };
  table.take({ kind: "table", title: "people", rows: 500, shownRows: 500, columns, arrangement });
  await drawn();
  const cells = Array.from({ length: 100 }, (_, row) => [`<b>${row}</b>`, null]);
  const labels = cells.map((_, row) => String(row));
  const result = { start: 0, rows: 500, labels, positions: labels.map(Number), cells };
  host.receive({ kind: "reply", id: 1, ok: true, result });
  await drawn();
});

afterEach(() => {
  view.remove();
  vi.restoreAllMocks();
});

async function drawn(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await view.updateComplete;
    await tableGrid.updateComplete;
  }
}

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

function press(key: string, shiftKey = false): void {
  one("[role=grid]").dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
}

test("the grid tells how much there is, and draws only what is in view", () => {
  const facts = ["aria-label", "aria-rowcount", "aria-colcount"];
  const grid = one("[role=grid]");
  expect(facts.map((name) => grid.getAttribute(name))).toEqual(["people", "501", "3"]);
  expect(document.querySelectorAll(".scroller [role=row]").length).toBeLessThan(60);
  expect(document.body.textContent).toContain("500 rows × 2 columns");
});

test("cells are text, missing ones are said to be missing", () => {
  expect(one("#cell-3-0").textContent).toBe("<b>3</b>");
  expect(one("#cell-3-1").textContent).toBe("missing");
  expect(document.querySelector("b")).toBeNull();
});

test("the active cell is the grid's active descendant and moves by keys, with Shift the selection", async () => {
  press("ArrowDown");
  press("ArrowRight", true);
  await drawn();
  expect(one("[role=grid]").getAttribute("aria-activedescendant")).toBe("cell-1-1");
  const selected = [...document.querySelectorAll("[aria-selected=true]")].map(({ id }) => id);
  expect(selected).toEqual(["cell-1-0", "cell-1-1"]);
});

test("a header says how it sorts, and sorts on a click", async () => {
  expect(one("#head-1").getAttribute("aria-sort")).toBe("none");
  one("#head-1 .title").click();
  const id = sent.length;
  host.receive({ kind: "reply", id, ok: true, result: { rows: 500 } });
  await drawn();
  expect(one("#head-1").getAttribute("aria-sort")).toBe("ascending");
});

test("a field filters its column in the way that is chosen beside it", () => {
  const field = one("input[data-filter='1']");
  // SAFETY: the selector names the element.
  (field as HTMLInputElement).value = "5";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  const filters = [{ column: 1, kind: "contains", text: "5" }];
  expect(sent.at(-1)).toMatchObject({ name: "arrange", params: { filters } });
});

test("an object that is gone is told as an alert", async () => {
  table.take({ kind: "ended", message: "The ref is gone: released." });
  await drawn();
  expect(one("[role=alert]").textContent.trim()).toBe("The ref is gone: released.");
});

test("schedules no update from within another", () => {
  expect(litWarnings("change-in-update")).toEqual([]);
});
