/**
 * From a range of text to the statements it means. A caret means the smallest call around it, with its assignment;
 * a selection means exactly what is selected, and nothing where it cuts through code.
 */
import type { Node } from "web-tree-sitter";

import type { TextRange } from "../protocol/calls.js";
import type { Dialect } from "./dialect.js";
import { Unreadable } from "./reading.js";
import { around } from "./syntax.js";

/** Signs that may stand between statements, or end one. */
const separators = new Set([";", ",", "comment"]);

/** Throws `Unreadable`. */
export function statementsIn(
  root: Node,
  text: string,
  range: TextRange,
  dialect: Dialect,
): readonly Node[] {
  const start = offsetOf(text, range.start);
  const end = offsetOf(text, range.end);
  if (start === end) return [statementAt(root, start, dialect)];
  const [first, last] = trim(text, start, end);
  return selectedNodes(root, first, last).flatMap((node) => dialect.statementsOf(node));
}

/** Signs of both sides of a caret count; the smallest request of all wins. */
function statementAt(root: Node, offset: number, dialect: Dialect): Node {
  const leaves = [offset, offset - 1].flatMap((place) => {
    const leaf = place < 0 ? null : root.descendantForIndex(place, place);
    return leaf && leaf.type !== "comment" ? [leaf] : [];
  });
  const requests = leaves.flatMap(
    (leaf) => [...around(leaf)].find((node) => dialect.isRequest(node)) ?? [],
  );
  const [smallest] = requests.sort((a, b) => lengthOf(a) - lengthOf(b));
  if (smallest) return dialect.statementOf(smallest);
  const [whole] = leaves.flatMap((leaf) => largestStatement(leaf, dialect) ?? []);
  if (whole) return whole;
  throw new Unreadable({ kind: "nothingHere" });
}

function lengthOf({ startIndex, endIndex }: Node): number {
  return endIndex - startIndex;
}

/** The statement that a caret is on without being on its call: on the name it is assigned to. */
function largestStatement(leaf: Node, dialect: Dialect): Node | undefined {
  let found: Node | undefined;
  for (const node of around(leaf)) {
    const isOne = node.parent !== null && isOneStatement(node, dialect);
    if (found && !isOne) return found;
    if (isOne) found = node;
  }
  return found;
}

function isOneStatement(node: Node, dialect: Dialect): boolean {
  try {
    return dialect.statementsOf(node).length === 1;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** The nodes that a selection consists of. */
function selectedNodes(root: Node, start: number, end: number): readonly Node[] {
  const node = root.descendantForIndex(start, end);
  if (!node) throw new Unreadable({ kind: "nothingHere" });
  if (node.startIndex === start && isEnd(node, end)) return [node];
  const touched = node.children.filter(
    ({ startIndex, endIndex }) => startIndex < end && endIndex > start,
  );
  const isCut = touched.some(({ startIndex, endIndex }) => startIndex < start || endIndex > end);
  const nodes = touched.filter(({ type }) => !separators.has(type));
  if (isCut || touched.length === 0 || nodes.some(({ isNamed }) => !isNamed)) {
    throw new Unreadable({ kind: "partial" });
  }
  if (nodes.length === 0) throw new Unreadable({ kind: "nothingHere" });
  return nodes;
}

/** A semicolon need not be selected with its statement. */
function isEnd({ endIndex, lastChild }: Node, end: number): boolean {
  return (
    endIndex === end || (lastChild?.type === ";" && lastChild.previousSibling?.endIndex === end)
  );
}

function trim(text: string, start: number, end: number): readonly [number, number] {
  const selected = text.slice(start, end);
  const first = start + selected.length - selected.trimStart().length;
  const last = first + selected.trim().length;
  if (first >= last) throw new Unreadable({ kind: "nothingHere" });
  return [first, last];
}

/** Past the end is the end, of a line and of the text. */
function offsetOf(text: string, { line, character }: TextRange["start"]): number {
  let start = 0;
  for (let row = 0; row < line; row++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + character, end < 0 ? text.length : end);
}
