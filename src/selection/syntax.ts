/** What both grammars have in common: walking trees, and where nodes lie. Positions are those of LSP. */
import type { Node } from "web-tree-sitter";

import type { TextRange } from "../protocol/calls.js";
import { Unreadable } from "./reading.js";

/** The named children of a node without comments. */
export function partsOf(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => type !== "comment");
}

/** A node and everything around it, inner before outer. */
export function* around(node: Node): Generator<Node> {
  for (let each: Node | null = node; each; each = each.parent) yield each;
}

/** What is in a scope, in the order of the text, down to scopes within it, but not what these hold. */
export function* nodesOf(scope: Node, scopes: ReadonlySet<string>): Generator<Node> {
  const waiting = [...scope.namedChildren].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if (!scopes.has(node.type)) waiting.push(...[...node.namedChildren].reverse());
  }
}

export function isSame(a: Node | null, b: Node | null): boolean {
  return a !== null && b !== null && a.id === b.id;
}

export function isInside(inner: Node, outer: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}

/** What an expression is around, if its node only wraps another. */
type InnerOf = (node: Node) => Node | null;

/** The expression within all its wrappers. */
export function innermost(node: Node, innerOf: InnerOf): Node {
  const inner = innerOf(node);
  return inner ? innermost(inner, innerOf) : node;
}

/** The node with all that is wrapped around it. */
export function outermost(node: Node, innerOf: InnerOf): Node {
  const { parent } = node;
  return parent && isSame(innerOf(parent), node) ? outermost(parent, innerOf) : node;
}

/** Where a statement lies and how it reads, without the semicolon that ends it. */
export function placeOf(node: Node): { readonly range: TextRange; readonly source: string } {
  const end = node.lastChild?.type === ";" ? node.lastChild.previousSibling : node;
  const { startPosition, startIndex } = node;
  const { endPosition, endIndex } = end ?? node;
  return {
    range: { start: toPosition(startPosition), end: toPosition(endPosition) },
    source: node.text.slice(0, endIndex - startIndex),
  };
}

function toPosition({ row, column }: Node["startPosition"]): TextRange["start"] {
  return { line: row, character: column };
}

/** The part of the text that is in the way. */
export function code({ text }: Node): Unreadable {
  return new Unreadable({ kind: "code", source: text });
}

export function unreadable({ text }: Node): Unreadable {
  return new Unreadable({ kind: "unreadable", source: text });
}
