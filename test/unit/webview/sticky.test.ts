/** What stays on top while what it holds scrolls past. */
import { describe, expect, it } from "vitest";

import { indexOfKey, rowAt, sectionOf, toBlock } from "../../../webview/model/outline.js";
import type { Block } from "../../../webview/model/outline.js";
import { linesOver, stickyRows } from "../../../webview/model/sticky.js";

interface Node {
  readonly key: string;
  readonly expanded: boolean | null;
  readonly inner?: readonly Node[];
}

const leaf = (key: string): Node => ({ key, expanded: null });
const open = (key: string, ...inner: readonly Node[]): Node => ({ key, expanded: true, inner });

function blockOf(nodes: readonly Node[]): Block<Node> {
  return toBlock([sectionOf<Node>(nodes, ({ inner }) => inner && blockOf(inner))]);
}

/** Rows of ten pixels: a0, b1, c2, d3, e4, f5, g6, h7, i8, j9. */
const tree = blockOf([
  open("a", open("b", leaf("c"), leaf("d"), leaf("e")), leaf("f"), leaf("g")),
  open("h", leaf("i"), leaf("j")),
]);

function stickyAt(offset: number): readonly string[] {
  const at = (index: number) => (index < tree.rows ? rowAt(tree, index) : undefined);
  const rowAtIndex = (index: number) => (index < 0 ? undefined : at(index));
  const sticky = stickyRows({ rowAt: rowAtIndex, offset, height: 10 });
  return sticky.map(({ row, top }) => `${row.content.key}@${top}`);
}

describe("sticky rows", () => {
  it("are none while nothing is scrolled", () => {
    expect(stickyAt(0)).toEqual([]);
  });

  it("are what holds the first row in view, one line for each level", () => {
    expect(stickyAt(1)).toEqual(["a@0", "b@10"]);
    expect(stickyAt(20)).toEqual(["a@0", "b@10"]);
  });

  it("are pushed away by the row that follows what they hold", () => {
    expect(stickyAt(34)).toEqual(["a@0", "b@6"]);
    expect(stickyAt(40)).toEqual(["a@0"]);
    expect(stickyAt(63)).toEqual(["a@-3"]);
    expect(stickyAt(71)).toEqual(["h@0"]);
  });

  it("need as many lines over a row as it has levels above", () => {
    const lines = ["a", "b", "c"].map((key) => linesOver(rowAt(tree, indexOfKey(tree, key) ?? -1)));
    expect(lines).toEqual([0, 1, 2]);
  });
});
