/**
 * What the file gives a name where it is used: a constant, the result of a request, or something that only running
 * the file would tell. The innermost scope that has the name decides, and in it the last assignment above.
 */
import type { Node } from "web-tree-sitter";

import { around, isInside, isSame, nodesOf, partsOf } from "../syntax.js";
import { requestIn } from "./calls.js";
import { unwrapped } from "./wrappers.js";

export type Assignment =
  | { readonly kind: "constant"; readonly value: Node }
  | { readonly kind: "request" }
  | { readonly kind: "code"; readonly source: string };

const scopes = new Set([
  "program",
  "statement_block",
  "class_body",
  "arrow_function",
  "function_declaration",
  "function_expression",
  "generator_function_declaration",
  "method_definition",
  "for_statement",
  "for_in_statement",
  "catch_clause",
  "switch_body",
]);

const constants = new Set([
  "string",
  "template_string",
  "number",
  "true",
  "false",
  "null",
  "unary_expression",
]);

/** `undefined`: the file does not say. */
export function assignedTo(name: Node): Assignment | undefined {
  for (const scope of around(name)) {
    if (!scopes.has(scope.type)) continue;
    // A name that is bound by the very statement it is used in had its value before.
    const places = [...nodesOf(scope, scopes)].filter(
      (node) => binds(node, name.text) && !isInside(name, node),
    );
    const above = places.filter(({ startIndex }) => startIndex < name.startIndex);
    const last = (above.length > 0 ? above : places).at(-1);
    if (last) return assignmentOf(last);
  }
  return undefined;
}

function binds(node: Node, name: string): boolean {
  switch (node.type) {
    case "variable_declarator":
    case "function_declaration":
    case "generator_function_declaration":
    case "class_declaration":
      return hasName(node.childForFieldName("name"), name);
    case "assignment_expression":
    case "augmented_assignment_expression":
    case "for_in_statement":
      return hasName(node.childForFieldName("left"), name);
    case "required_parameter":
    case "optional_parameter":
      return hasName(node.childForFieldName("pattern"), name);
    case "import_clause":
      return hasName(node, name);
    default:
      return isLoneParameter(node, name);
  }
}

/** `x => …` and `catch (x)`. */
function isLoneParameter(node: Node, name: string): boolean {
  const { parent } = node;
  if (node.type !== "identifier" || node.text !== name || !parent) return false;
  return (
    isSame(parent.childForFieldName("parameter"), node) ||
    (parent.type === "for_in_statement" && isSame(parent.childForFieldName("left"), node))
  );
}

function hasName(pattern: Node | null, name: string): boolean {
  if (!pattern) return false;
  if (pattern.childCount === 0) return pattern.type.includes("identifier") && pattern.text === name;
  return partsOf(pattern).some((part) => hasName(part, name));
}

function assignmentOf(binding: Node): Assignment {
  const other: Assignment = { kind: "code", source: binding.text };
  const value = binding.childForFieldName("value") ?? binding.childForFieldName("right");
  const target = binding.childForFieldName("name") ?? binding.childForFieldName("left");
  if (!value || target?.type !== "identifier") return other;
  if (requestIn(value)) return { kind: "request" };
  const isConst = binding.parent?.childForFieldName("kind")?.type === "const";
  return isConst && constants.has(unwrapped(value).type)
    ? { kind: "constant", value: unwrapped(value) }
    : other;
}
