/** Elixir: `{:ok, m} = SnakeBridge.call("re", "compile", ["\\d+"])`, bang forms and pipes. */
import type { Node } from "web-tree-sitter";

import type { Dialect, Findings, Said } from "../dialect.js";
import { bindable } from "../names.js";
import { Unreadable } from "../reading.js";
import { isSame, partsOf, unreadable } from "../syntax.js";
import { bridgeCall, requestIn, type BridgeCall } from "./calls.js";
import { releasedBy, stepsOf } from "./steps.js";
import { unwrapped, wrapped } from "./wrappers.js";

export const elixir: Dialect = {
  isRequest: (node) => bridgeCall(node) !== undefined,
  statementOf,
  statementsOf,
  read,
};

function statementOf(request: Node): Node {
  const whole = wrapped(request);
  const { parent } = whole;
  const isValue = parent && isMatch(parent) && isSame(parent.childForFieldName("right"), whole);
  return isValue && targetIn(parent) ? parent : request;
}

function isMatch(node: Node): boolean {
  const operator = node.type === "binary_operator" ? node.childForFieldName("operator")?.type : "";
  return operator === "=" || operator === "<-";
}

function statementsOf(node: Node): readonly Node[] {
  if (node.type === "source") return partsOf(node).flatMap(statementsOf);
  if (node.hasError) throw unreadable(node);
  requestOf(node);
  return [node];
}

/** The request that a statement makes; throws `Unreadable` where it makes none. */
function requestOf(node: Node): BridgeCall {
  const value = isMatch(node) ? node.childForFieldName("right") : node;
  const request = value && requestIn(value);
  if (!request) throw new Unreadable({ kind: "noRequest", source: node.text });
  return request;
}

function read(statement: Node, findings: Findings): Said {
  const request = requestOf(statement);
  const bind = isMatch(statement) ? nameIn(statement, request) : null;
  if (request.verb !== "release_ref")
    return { kind: "steps", bind, steps: stepsOf(request, findings) };
  if (bind !== null) throw new Unreadable({ kind: "target", source: bind });
  return { kind: "release", name: releasedBy(request, findings) };
}

/** Where a result is put: a name, or the name in `{:ok, name}`. */
interface Target {
  readonly name: Node;
  readonly isWrapped: boolean;
}

function targetIn(match: Node): Target | undefined {
  const pattern = match.childForFieldName("left");
  if (pattern?.type === "identifier") return { name: pattern, isWrapped: false };
  const [ok, name, ...more] = pattern?.type === "tuple" ? partsOf(pattern) : [];
  if (ok?.text !== ":ok" || name?.type !== "identifier" || more.length > 0) return undefined;
  return { name, isWrapped: true };
}

/** The name a result gets in the session; nothing for `_` and `_name`, which Elixir does not keep. */
function nameIn(match: Node, request: BridgeCall): string | null {
  const target = targetIn(match);
  const source = match.childForFieldName("left")?.text ?? match.text;
  if (!target || requestIn(unwrapped(target.name)))
    throw new Unreadable({ kind: "target", source });
  if (target.isWrapped && request.isBang) {
    throw new Unreadable({ kind: "wrapped", source: request.node.text });
  }
  return target.name.text.startsWith("_") ? null : bindable(target.name.text);
}
