/** Brackets around an expression of Elixir, which the grammar calls blocks. */
import type { Node } from "web-tree-sitter";

import { innermost, outermost, partsOf } from "../syntax.js";

/** The expression within brackets. */
export function unwrapped(node: Node): Node {
  return innermost(node, innerOf);
}

/** The node with the brackets around it. */
export function wrapped(node: Node): Node {
  return outermost(node, innerOf);
}

function innerOf(node: Node): Node | null {
  if (node.type !== "block") return null;
  const [first, ...more] = partsOf(node);
  return more.length === 0 ? (first ?? null) : null;
}
