/** TypeScript and JavaScript: `const m = await bridge.call("re", "compile", ["\\d+"])`. */
import type { Node } from "web-tree-sitter";

import type { Dialect, Findings, Said } from "../dialect.js";
import { bindable } from "../names.js";
import { Unreadable } from "../reading.js";
import { partsOf, isSame, unreadable } from "../syntax.js";
import { bridgeCall, requestIn, type BridgeCall } from "./calls.js";
import { releasedBy, sourceOf, stepsOf } from "./steps.js";
import { wrapped } from "./wrappers.js";

/** A request, and what it is assigned to. */
interface Statement {
  readonly target: Node | null;
  readonly request: BridgeCall;
}

export const typescript: Dialect = {
  isRequest: (node) => bridgeCall(node) !== undefined,
  statementOf,
  statementsOf,
  read,
};

function statementOf(request: Node): Node {
  const whole = wrapped(request);
  const { parent } = whole;
  if (parent?.type === "variable_declarator") return declarationAround(parent, whole) ?? request;
  if (parent?.type === "assignment_expression") {
    const isTarget = parent.childForFieldName("left")?.type === "identifier";
    return isTarget && isSame(parent.childForFieldName("right"), whole)
      ? expressionAround(parent)
      : request;
  }
  return parent?.type === "expression_statement" ? parent : request;
}

function declarationAround(declarator: Node, value: Node): Node | undefined {
  if (!isSame(declarator.childForFieldName("value"), value)) return undefined;
  if (declarator.childForFieldName("name")?.type !== "identifier") return undefined;
  const { parent } = declarator;
  return parent && partsOf(parent).length === 1 ? parent : declarator;
}

/** `await using x = …` reads as an awaited assignment. */
function expressionAround(assignment: Node): Node {
  const whole = wrapped(assignment);
  return whole.parent?.type === "expression_statement" ? whole.parent : assignment;
}

function statementsOf(node: Node): readonly Node[] {
  if (node.type === "program") return partsOf(node).flatMap(statementsOf);
  if (node.type === "export_statement") {
    return statementsOf(node.childForFieldName("declaration") ?? nothing(node));
  }
  if (isDeclaration(node) && partsOf(node).length > 1) {
    return partsOf(node).flatMap(statementsOf);
  }
  if (node.hasError) throw unreadable(node);
  if (node.type === "return_statement")
    return [statementsOf(partsOf(node)[0] ?? nothing(node))].flat();
  parts(node);
  return [node];
}

function isDeclaration({ type }: Node): boolean {
  return type === "lexical_declaration" || type === "variable_declaration";
}

/** What a statement is made of; throws `Unreadable` where it asks Python for nothing. */
function parts(node: Node): Statement {
  const [first] = partsOf(node);
  if (first && (isDeclaration(node) || node.type === "expression_statement")) return parts(first);
  if (node.type === "await_expression" && first?.type === "assignment_expression")
    return parts(first);
  if (node.type === "variable_declarator") return assigned(node, "name", "value");
  if (node.type === "assignment_expression") return assigned(node, "left", "right");
  return { target: null, request: requestIn(node) ?? nothing(node) };
}

function assigned(node: Node, targetField: string, valueField: string): Statement {
  const value = node.childForFieldName(valueField);
  const request = (value && requestIn(value)) ?? nothing(node);
  return { target: node.childForFieldName(targetField), request };
}

function nothing({ text }: Node): never {
  throw new Unreadable({ kind: "noRequest", source: text });
}

function read(statement: Node, findings: Findings): Said {
  const { target, request } = parts(statement);
  const bind = target && nameOf(target);
  switch (request.verb) {
    case "run":
      return { kind: "program", bind, program: sourceOf(request, findings) };
    case "release":
    case "releaseRef":
      if (target) throw new Unreadable({ kind: "target", source: target.text });
      return { kind: "release", name: releasedBy(request, findings) };
    default:
      return { kind: "steps", bind, steps: stepsOf(request, findings) };
  }
}

function nameOf(target: Node): string {
  if (target.type === "identifier") return bindable(target.text);
  throw new Unreadable({ kind: "target", source: target.text });
}
