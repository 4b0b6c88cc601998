/** Brackets around an expression of Elixir, which the grammar calls blocks. */
import type { Node } from "web-tree-sitter";

import { isSame, partsOf } from "../syntax.js";

/** The expression within brackets. */
export function unwrapped(node: Node): Node {
  const inner = innerOf(node);
  return inner ? unwrapped(inner) : node;
}

/** The node with the brackets around it. */
export function wrapped(node: Node): Node {
  const { parent } = node;
  return parent && isSame(innerOf(parent), node) ? wrapped(parent) : node;
}

function innerOf(node: Node): Node | null {
  if (node.type !== "block") return null;
  const [first, ...more] = partsOf(node);
  return more.length === 0 ? (first ?? null) : null;
}
