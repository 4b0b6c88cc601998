/** The numbering of visible rows against a tree that is walked. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  indexOfKey,
  knownIndexes,
  rowAt,
  sectionOf,
  toBlock,
} from "../../../webview/model/outline.js";
import type { Block, Keyed } from "../../../webview/model/outline.js";

interface Node extends Keyed {
  readonly children: readonly Node[];
  readonly isOpen: boolean;
}

interface Walked {
  readonly key: string;
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  readonly parent: number;
}

interface MutableNode extends Node {
  readonly children: MutableNode[];
}

/** Trees of up to 40 nodes: each node names an earlier one, or none, as its parent. */
const forests = fc
  .array(fc.record({ parent: fc.nat(), isOpen: fc.boolean() }), { maxLength: 40 })
  .map((plan): readonly Node[] => {
    const roots: MutableNode[] = [];
    const made: MutableNode[] = [];
    for (const [index, { parent, isOpen }] of plan.entries()) {
      const node = { key: `n${index}`, isOpen, children: [] };
      (made[(parent % (index + 1)) - 1]?.children ?? roots).push(node);
      made.push(node);
    }
    return roots;
  });

/** Two sections, so that slots and sections differ. */
function blockOf(nodes: readonly Node[]): Block<Node> {
  const middle = Math.floor(nodes.length / 2);
  const section = (part: readonly Node[]) =>
    sectionOf(part, (node) =>
      node.isOpen && node.children.length > 0 ? blockOf(node.children) : undefined,
    );
  return toBlock([section(nodes.slice(0, middle)), section(nodes.slice(middle))]);
}

function walk(nodes: readonly Node[], level = 1, parent = -1, rows: Walked[] = []): Walked[] {
  for (const [index, node] of nodes.entries()) {
    rows.push({ key: node.key, level, parent, setSize: nodes.length, posInSet: index + 1 });
    if (node.isOpen) walk(node.children, level + 1, rows.length - 1, rows);
  }
  return rows;
}

describe("outline", () => {
  it("numbers rows, levels and places as walking the tree does", () => {
    fc.assert(
      fc.property(forests, (nodes) => {
        const block = blockOf(nodes);
        const expected = walk(nodes);
        expect(block.rows).toBe(expected.length);
        for (const [index, { key, ...place }] of expected.entries()) {
          expect(rowAt(block, index)).toMatchObject({ index, content: { key }, ...place });
          expect(indexOfKey(block, key)).toBe(index);
        }
        expect([...knownIndexes(block)]).toEqual([...expected.keys()]);
      }),
    );
  });

  it("knows no index for what is not visible", () => {
    const closed: Node = { key: "a", isOpen: false, children: [] };
    expect(indexOfKey(blockOf([closed]), "b")).toBeUndefined();
  });

  it("counts a million rows without making them", () => {
    let made = 0;
    const million = {
      count: 1_000_000,
      at: (slot: number) => ({ key: `k${slot}`, made: (made += 1) }),
      find: () => undefined,
      known: () => [7, 8],
      open: [],
    };
    const block = toBlock([million]);
    expect(block.rows).toBe(1_000_000);
    expect(rowAt(block, 999_999).content.key).toBe("k999999");
    expect(made).toBe(1);
    expect([...knownIndexes(block)]).toEqual([7, 8]);
  });
});
