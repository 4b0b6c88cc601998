/** The table's page without a page: keys, known cells, copied text, and what is asked of the host in which order. */
import { describe, expect, test } from "vitest";

import type { FromTablePanelMessage } from "../../../src/protocol/tablePanel.js";
import { Blocks } from "../../../webview/table/blocks.js";
import { TableHost } from "../../../webview/table/host.js";
import { gridMeaning } from "../../../webview/table/keys.js";
import { Table } from "../../../webview/table/table.js";
import { toTsv } from "../../../webview/table/tsv.js";

const noModifiers = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe("keys", () => {
  const at = (row: number, column: number) => ({
    active: { row, column },
    rows: 100,
    columns: 5,
    pageRows: 10,
  });
  test.each([
    ["ArrowDown", at(3, 2), { row: 4, column: 2 }],
    ["ArrowUp", at(0, 2), { row: -1, column: 2 }],
    ["ArrowUp", at(-1, 2), { row: -1, column: 2 }],
    ["End", at(3, 2), { row: 3, column: 4 }],
    ["PageDown", at(95, 0), { row: 99, column: 0 }],
    ["ArrowRight", at(3, 4), { row: 3, column: 4 }],
  ])("%s moves within the grid", (key, extent, to) => {
    const expected = { kind: "move", to, extend: false };
    expect(gridMeaning({ ...noModifiers, key }, extent)).toEqual(expected);
  });

  test("Control goes to the ends and Shift extends", () => {
    const press = { ...noModifiers, key: "End", ctrlKey: true, shiftKey: true };
    const expected = { kind: "move", to: { row: 99, column: 4 }, extend: true };
    expect(gridMeaning(press, at(0, 0))).toEqual(expected);
  });

  test("Enter sorts on the header alone", () => {
    const press = { ...noModifiers, key: "Enter" };
    expect(gridMeaning(press, at(-1, 0))).toEqual({ kind: "sort" });
    expect(gridMeaning(press, at(0, 0))).toBeUndefined();
  });
});

describe("blocks", () => {
  test("a view lacks each block of it that is not known", () => {
    const blocks = new Blocks();
    const area = { top: 90, bottom: 110, left: 19, right: 21 };
    expect(blocks.lacking(area)).toHaveLength(4);
    const window = { start: 0, rows: 200, labels: ["a"], positions: [0], cells: [["x", null]] };
    blocks.add({ row: 0, column: 0 }, window);
    expect(blocks.lacking(area)).toHaveLength(3);
    expect([blocks.cell(0, 0), blocks.cell(0, 1), blocks.cell(1, 0)]).toEqual([
      "x",
      null,
      undefined,
    ]);
    expect(blocks.label(0, 0)).toBe("a");
  });
});

test("copied text quotes what would end its cell, and leaves missing ones empty", () => {
  expect(
    toTsv([
      ["a\tb", null],
      ['say "x"', "1"],
    ]),
  ).toBe('"a\tb"\t\n"say ""x"""\t1');
});

describe("a table", () => {
  const columns = [{ name: "n", dtype: "int", kind: "number" } as const];
  const arrangement = { sort: null, filters: [] };

  function start() {
    const sent: FromTablePanelMessage[] = [];
    const host = new TableHost({ postMessage: (message) => sent.push(message) });
    const table = new Table(host);
    table.take({ kind: "table", title: "t", rows: 300, shownRows: 300, columns, arrangement });
    return { sent, host, table };
  }

  async function answered(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  const window = (rows: number) => ({
    start: 0,
    rows,
    labels: ["0"],
    positions: [0],
    cells: [["7"]],
  });

  test("asks for what is in view, two blocks at a time", async () => {
    const { sent, host, table } = start();
    table.show({ top: 0, bottom: 300, left: 0, right: 1 });
    expect(sent).toHaveLength(2);
    host.receive({ kind: "reply", id: 1, ok: true, result: window(300) });
    await answered();
    expect(table.cell(0, 0)).toBe("7");
    expect(sent).toHaveLength(3);
  });

  test("drops cells that an arrangement overtook", async () => {
    const { sent, host, table } = start();
    table.show({ top: 0, bottom: 10, left: 0, right: 1 });
    table.cycleSort(0);
    expect(sent[1]).toMatchObject({ name: "arrange", params: { sort: { descending: false } } });
    host.receive({ kind: "reply", id: 2, ok: true, result: { rows: 300 } });
    await answered();
    host.receive({ kind: "reply", id: 1, ok: true, result: window(300) });
    await answered();
    expect(table.cell(0, 0)).toBeUndefined();
  });

  test("keeps its order when a filter is refused, and says why", async () => {
    const { host, table } = start();
    table.filter({ column: 0, kind: "less", text: "many" });
    host.receive({ kind: "reply", id: 1, ok: false, message: "'many' is not a number" });
    await answered();
    expect(table.status).toEqual({ kind: "problem", message: "'many' is not a number" });
    expect(table.arrangement).toEqual(arrangement);
  });

  test("starts over when the object has other rows by now", async () => {
    const { host, table } = start();
    table.show({ top: 0, bottom: 10, left: 0, right: 1 });
    host.receive({ kind: "reply", id: 1, ok: true, result: window(12) });
    await answered();
    expect(table.shownRows).toBe(12);
  });

  test("asks nothing once its object is gone", () => {
    const { sent, table } = start();
    table.take({ kind: "ended", message: "gone" });
    table.show({ top: 0, bottom: 300, left: 0, right: 1 });
    expect(sent).toEqual([]);
  });
});
