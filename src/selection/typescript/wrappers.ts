/** What may stand around an expression without changing what it asks for: brackets, `await`, assertions of types. */
import type { Node } from "web-tree-sitter";

import { innermost, outermost, partsOf } from "../syntax.js";

const wrappers = new Set([
  "parenthesized_expression",
  "await_expression",
  "non_null_expression",
  "as_expression",
  "satisfies_expression",
  "type_assertion",
]);

/** The expression within. */
export function unwrapped(node: Node): Node {
  return innermost(node, innerOf);
}

/** The node with all that is wrapped around it. */
export function wrapped(node: Node): Node {
  return outermost(node, innerOf);
}

function innerOf(node: Node): Node | null {
  const isVoid =
    node.type === "unary_expression" && node.childForFieldName("operator")?.type === "void";
  if (!wrappers.has(node.type) && !isVoid) return null;
  const parts = partsOf(node);
  // `a, b` in brackets is one part; `<T>x` has the type first, `x as T` last.
  return (node.type === "type_assertion" ? parts.at(-1) : parts[0]) ?? null;
}
