/** From calls to steps: the chain of requests that a call or a pipe stands for, from its innermost call outwards. */
import type { Node } from "web-tree-sitter";

import type { SelectionStep, StepArguments, StepReceiver } from "../../protocol/selection.js";
import type { Findings } from "../dialect.js";
import { Unreadable } from "../reading.js";
import { code, partsOf } from "../syntax.js";
import { boundRef, toArguments } from "../values.js";
import { assignedTo, attributeValue } from "./assignments.js";
import { requestIn, sessionAround, type BridgeCall, type Verb } from "./calls.js";
import { elementsOf, keywordsOf, valueOf } from "./literals.js";
import { quotedText } from "./strings.js";
import { unwrapped } from "./wrappers.js";

const usages: Readonly<Record<Verb, string>> = {
  call: "call(module, function, [arguments], keywords)",
  stream: "stream(module, function, [arguments], keywords)",
  get: "get(module, attribute)",
  method: "method(ref, name, [arguments], keywords)",
  attr: "attr(ref, name)",
  release_ref: "release_ref(ref)",
};

/** Keywords that the library keeps for itself. */
const ownOption = /^__\w+__$|^idempotent$/;

/** Throws `Unreadable`. */
export function stepsOf(call: BridgeCall, findings: Findings): SelectionStep[] {
  askSession(call, findings);
  switch (call.verb) {
    case "call": {
      const [module, name] = texts(call, 0, 2);
      return [{ kind: "call", module, function: name, ...argumentsOf(call, findings) }];
    }
    case "stream": {
      const [module, name] = texts(call, 0, 2);
      return [{ kind: "call", module, function: name, ...streamArguments(call, findings) }];
    }
    case "get": {
      const [module, attr] = texts(call, 0, 2);
      refuseMore(call);
      return [{ kind: "get", module, attr }];
    }
    case "method": {
      const { before, receiver } = objectOf(call, findings);
      const [name] = texts(call, 1, 1);
      return [...before, { kind: "method", receiver, name, ...argumentsOf(call, findings) }];
    }
    case "attr": {
      const { before, receiver } = objectOf(call, findings);
      const [name] = texts(call, 1, 1);
      refuseMore(call);
      return [...before, { kind: "attr", receiver, name }];
    }
    case "release_ref":
      throw code(call.node);
  }
}

/** The name of the ref that is released. */
export function releasedBy(call: BridgeCall, findings: Findings): string {
  const [object, ...more] = call.args;
  if (!object || more.length > 0 || call.keywords) throw wrongArguments(call);
  return refNameOf(object, findings);
}

function objectOf(call: BridgeCall, findings: Findings) {
  const [object] = call.args;
  if (!object) throw wrongArguments(call);
  const inner = requestIn(object);
  if (!inner) return { before: [], receiver: receiverOf(object, findings) };
  if (!inner.isBang) throw new Unreadable({ kind: "wrapped", source: inner.node.text });
  const receiver: StepReceiver = { kind: "previous" };
  return { before: stepsOf(inner, findings), receiver };
}

function receiverOf(object: Node, findings: Findings): StepReceiver {
  const name = refNameOf(object, findings);
  return { kind: "name", name, ref: boundRef(name, findings) };
}

function refNameOf(object: Node, findings: Findings): string {
  const node = unwrapped(object);
  if (node.type !== "identifier") throw code(node);
  boundRef(node.text, findings);
  const assigned = assignedTo(node);
  if (assigned?.kind === "code") {
    findings.ask({ kind: "otherwiseAssigned", name: node.text, source: assigned.source });
  }
  return node.text;
}

function askSession({ node }: BridgeCall, findings: Findings): void {
  const scope = sessionAround(node);
  const [session] =
    scope?.namedChildren.find(({ type }) => type === "arguments")?.namedChildren ?? [];
  if (scope) findings.ask({ kind: "session", source: `with_session(${session?.text ?? ""})` });
}

function texts(call: BridgeCall, start: number, count: 1): [string];
function texts(call: BridgeCall, start: number, count: 2): [string, string];
function texts(call: BridgeCall, start: number, count: number): string[] {
  const nodes = call.args.slice(start, start + count);
  if (nodes.length < count) throw wrongArguments(call);
  return nodes.map(nameText);
}

/** A module or a name: a text or an atom, written here or as an attribute of the module. */
function nameText(argument: Node): string {
  const node = unwrapped(argument);
  if (node.type === "string" || node.type === "quoted_atom") return quotedText(node);
  if (node.type === "atom") return node.text.slice(1);
  const attribute = node.type === "unary_operator" ? node.childForFieldName("operand") : null;
  const value = attribute?.type === "identifier" ? attributeValue(node, attribute.text) : undefined;
  if (!value) throw code(node);
  return nameText(value);
}

/** After two arguments a list of arguments, then options, as keywords or as a list of them. */
function argumentsOf(call: BridgeCall, findings: Findings): StepArguments {
  const [list, options, ...more] = call.args.slice(2).map(unwrapped);
  if (more.length > 0 || (options && call.keywords)) throw wrongArguments(call);
  if (!list) {
    // Keywords in the place of the list are the list, in Elixir.
    if (call.keywords) throw wrongArguments(call);
    return toArguments([], {});
  }
  if (list.type !== "list") throw code(list);
  if (partsOf(list).some(({ type }) => type === "keywords")) throw wrongArguments(call);
  const keywords = call.keywords ?? (options && optionsIn(options));
  return toArguments(elementsOf(list, findings), keywords ? keywordValues(keywords, findings) : {});
}

function optionsIn(options: Node): Node | undefined {
  const [keywords, ...more] = partsOf(options);
  if (options.type !== "list" || more.length > 0) throw code(options);
  if (keywords && keywords.type !== "keywords") throw code(options);
  return keywords;
}

function keywordValues(keywords: Node, findings: Findings): Readonly<Record<string, unknown>> {
  const values = [...keywordsOf(keywords)].map(([name, value]) => {
    if (ownOption.test(name)) throw new Unreadable({ kind: "option", source: name });
    return [name, valueOf(value, findings)] as const;
  });
  return Object.fromEntries(values);
}

/** A function at the end would get each item; without it the stream itself is the result. */
function streamArguments(call: BridgeCall, findings: Findings): StepArguments {
  const last = call.args.at(-1);
  const isFunction =
    last?.type === "anonymous_function" || last?.childForFieldName("operator")?.type === "&";
  if (!last || !isFunction) return argumentsOf(call, findings);
  findings.ask({ kind: "callback", source: last.text });
  return argumentsOf({ ...call, args: call.args.slice(0, -1) }, findings);
}

function refuseMore(call: BridgeCall): void {
  if (call.args.length > 2 || call.keywords) throw wrongArguments(call);
}

function wrongArguments({ node, verb }: BridgeCall): Unreadable {
  return new Unreadable({ kind: "arguments", source: node.text, usage: usages[verb] });
}
