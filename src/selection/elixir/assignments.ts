/**
 * What the file gives a name where it is used: the result of a request, or something that only running the file
 * would tell. The innermost scope that has the name decides, and in it the last match above.
 */
import type { Node } from "web-tree-sitter";

import { around, isInside, nodesOf, partsOf } from "../syntax.js";
import { requestIn } from "./calls.js";
import { unwrapped } from "./wrappers.js";

export type Assignment =
  { readonly kind: "request" } | { readonly kind: "code"; readonly source: string };

const scopes = new Set(["source", "do_block", "anonymous_function", "stab_clause", "else_block"]);
const matches = new Set(["=", "<-"]);
const definitions = new Set(["def", "defp", "defmacro", "defmacrop"]);

/** `undefined`: the file does not say. */
export function assignedTo(name: Node): Assignment | undefined {
  for (const scope of around(name)) {
    const inHead = headOf(scope, name);
    if (!scopes.has(scope.type) && !inHead) continue;
    const places = inHead ? [inHead] : bindingsIn(scope, name);
    const last = places.findLast((place) => place.endIndex <= name.startIndex);
    if (last) return assignmentOf(last);
  }
  return undefined;
}

/** The part of a function's or clause's head that names it. */
function headOf(scope: Node, name: Node): Node | undefined {
  const isClause = scope.type === "stab_clause";
  const isFunction =
    scope.type === "call" && definitions.has(scope.childForFieldName("target")?.text ?? "");
  if (!isClause && !isFunction) return undefined;
  const head = isClause
    ? scope.childForFieldName("left")
    : scope.namedChildren.find(({ type }) => type === "arguments");
  if (!head || isInside(name, head)) return undefined;
  return hasName(head, name.text) ? head : undefined;
}

function bindingsIn(scope: Node, name: Node): Node[] {
  return [...nodesOf(scope, scopes)].filter((node) => {
    const isMatch =
      node.type === "binary_operator" &&
      matches.has(node.childForFieldName("operator")?.type ?? "");
    const pattern = isMatch ? node.childForFieldName("left") : null;
    return pattern && hasName(pattern, name.text);
  });
}

function hasName(pattern: Node, name: string): boolean {
  if (pattern.type === "identifier") return pattern.text === name;
  const isPinned = pattern.type === "unary_operator";
  return !isPinned && partsOf(pattern).some((part) => hasName(part, name));
}

function assignmentOf(binding: Node): Assignment {
  const value =
    binding.type === "arguments" ? caseSubject(binding) : binding.childForFieldName("right");
  return value && requestIn(value) ? { kind: "request" } : { kind: "code", source: binding.text };
}

/** What a clause `{:ok, m} -> …` of a `case` is about. */
function caseSubject(head: Node): Node | null {
  const call = head.parent?.parent?.parent;
  if (call?.childForFieldName("target")?.text !== "case") return null;
  return call.namedChildren.find(({ type }) => type === "arguments")?.namedChildren[0] ?? null;
}

/** What `@name` was set to last above a place in its module, if that is plain to see. */
export function attributeValue(use: Node, name: string): Node | undefined {
  for (const scope of around(use)) {
    if (scope.type !== "do_block" && scope.type !== "source") continue;
    const values = partsOf(scope).flatMap((statement) => settingOf(statement, name) ?? []);
    const last = values.findLast(({ endIndex }) => endIndex <= use.startIndex);
    if (last) return unwrapped(last);
  }
  return undefined;
}

/** The value in `@name value`. */
function settingOf(statement: Node, name: string): Node | undefined {
  const isAttribute =
    statement.type === "unary_operator" && statement.childForFieldName("operator")?.type === "@";
  const call = isAttribute ? statement.childForFieldName("operand") : null;
  if (call?.type !== "call" || call.childForFieldName("target")?.text !== name) return undefined;
  const values = call.namedChildren.find(({ type }) => type === "arguments")?.namedChildren ?? [];
  return values.length === 1 ? values[0] : undefined;
}
