/** From calls to steps: the chain of requests that an expression stands for, read from its innermost call outwards. */
import type { Node } from "web-tree-sitter";

import type { SelectionStep, StepArguments, StepReceiver } from "../../protocol/selection.js";
import type { Findings } from "../dialect.js";
import { Unreadable } from "../reading.js";
import { code } from "../syntax.js";
import { boundRef, toArguments } from "../values.js";
import { assignedTo } from "./assignments.js";
import { isKnownBridge, requestIn, type BridgeCall, type Verb } from "./calls.js";
import { elementsOf, fieldsOf, valueOf } from "./literals.js";
import { stringOf } from "./strings.js";
import { unwrapped } from "./wrappers.js";

const usages: Readonly<Record<Verb, string>> = {
  call: "call(module, function, [arguments], { kwargs })",
  stream: "stream(module, function, [arguments], { kwargs })",
  get: "get(module, attribute)",
  method: "method(name, [arguments], { kwargs })",
  attr: "attr(name)",
  run: "run(source)",
  releaseRef: "releaseRef(ref)",
  release: "release()",
};

/** Throws `Unreadable`. */
export function stepsOf(call: BridgeCall, findings: Findings): SelectionStep[] {
  const { verb, args, isOfBridge } = call;
  if (isOfBridge) askReceiver(call, findings);
  switch (verb) {
    case "call":
    case "stream": {
      const [module, name] = texts(call, 0, 2);
      return [{ kind: "call", module, function: name, ...argumentsOf(call, 2, findings) }];
    }
    case "get": {
      const [module, attr] = texts(call, 0, 2);
      refuseOptions(call, 2);
      return [{ kind: "get", module, attr }];
    }
    case "method":
    case "attr": {
      const at = isOfBridge ? 1 : 0;
      const object = isOfBridge ? args[0] : call.receiver;
      if (!object) throw wrongArguments(call);
      return objectSteps(call, object, at, findings);
    }
    default:
      throw code(call.node);
  }
}

export function sourceOf(call: BridgeCall, findings: Findings): string {
  askReceiver(call, findings);
  const [source] = texts(call, 0, 1);
  refuseOptions(call, 1);
  return source;
}

/** The name of the ref that is released. */
export function releasedBy(call: BridgeCall, findings: Findings): string {
  if (call.isOfBridge) askReceiver(call, findings);
  const [object, ...more] = call.isOfBridge ? call.args : [call.receiver, ...call.args];
  if (!object || more.length > 0) throw wrongArguments(call);
  return refNameOf(object, findings);
}

function objectSteps(
  call: BridgeCall,
  object: Node,
  at: number,
  findings: Findings,
): SelectionStep[] {
  const before = requestIn(object);
  const steps = before ? stepsOf(before, findings) : [];
  const receiver = before ? previous : receiverOf(object, findings);
  const [name] = texts(call, at, 1);
  if (call.verb === "method") {
    return [...steps, { kind: "method", receiver, name, ...argumentsOf(call, at + 1, findings) }];
  }
  refuseOptions(call, at + 1);
  return [...steps, { kind: "attr", receiver, name }];
}

const previous: StepReceiver = { kind: "previous" };

function receiverOf(object: Node, findings: Findings): StepReceiver {
  const name = refNameOf(object, findings);
  return { kind: "name", name, ref: boundRef(name, findings) };
}

function refNameOf(wrapped: Node, findings: Findings): string {
  const node = unwrapped(wrapped);
  if (node.type !== "identifier") throw code(node);
  boundRef(node.text, findings);
  const assigned = assignedTo(node);
  if (assigned && assigned.kind !== "request") {
    const source = assigned.kind === "code" ? assigned.source : assigned.value.text;
    findings.ask({ kind: "otherwiseAssigned", name: node.text, source });
  }
  return node.text;
}

function askReceiver({ receiver, node }: BridgeCall, findings: Findings): void {
  if (!isKnownBridge(receiver)) findings.ask({ kind: "receiver", source: receiver.text });
  askSession(node, findings);
}

/** Calls in `withSession(…, () => …)` run in that session when the program runs. */
function askSession(node: Node, findings: Findings): void {
  for (let each = node.parent; each; each = each.parent) {
    const callee = each.type === "call_expression" ? each.childForFieldName("function") : null;
    if (callee?.childForFieldName("property")?.text !== "withSession") continue;
    const [options] = each.childForFieldName("arguments")?.namedChildren ?? [];
    findings.ask({ kind: "session", source: `withSession(${options?.text ?? ""})` });
    return;
  }
}

function texts(call: BridgeCall, start: number, count: 1): [string];
function texts(call: BridgeCall, start: number, count: 2): [string, string];
function texts(call: BridgeCall, start: number, count: number): string[] {
  const nodes = call.args.slice(start, start + count).map(unwrapped);
  if (nodes.length < count) throw wrongArguments(call);
  return nodes.map((node) => {
    const text = constantText(node);
    if (text === undefined) throw code(node);
    return text;
  });
}

function constantText(node: Node): string | undefined {
  if (node.type === "string" || node.type === "template_string") return stringOf(node);
  const assigned = node.type === "identifier" ? assignedTo(node) : undefined;
  return assigned?.kind === "constant" ? constantText(assigned.value) : undefined;
}

/** What follows at `at`: a list of arguments, then options. */
function argumentsOf(call: BridgeCall, at: number, findings: Findings): StepArguments {
  const [list, options] = call.args.slice(at).map(unwrapped);
  if (call.args.length > at + 2) throw wrongArguments(call);
  if (list && list.type !== "array" && list.type !== "undefined") {
    throw list.type === "object" ? wrongArguments(call) : code(list);
  }
  const args = list?.type === "array" ? elementsOf(list, findings) : [];
  return toArguments(args, options ? keywordsOf(options, findings) : {});
}

function keywordsOf(options: Node, findings: Findings): Readonly<Record<string, unknown>> {
  if (options.type === "undefined") return {};
  if (options.type !== "object") throw code(options);
  let keywords: Readonly<Record<string, unknown>> = {};
  for (const [name, value] of fieldsOf(options)) {
    if (name !== "kwargs") throw new Unreadable({ kind: "option", source: name });
    keywords = recordOf(value, findings);
  }
  return keywords;
}

function recordOf(node: Node, findings: Findings): Readonly<Record<string, unknown>> {
  if (unwrapped(node).type !== "object") throw code(node);
  const fields = [...fieldsOf(unwrapped(node))];
  return Object.fromEntries(fields.map(([name, value]) => [name, valueOf(value, findings)]));
}

function refuseOptions(call: BridgeCall, at: number): void {
  const [options, ...more] = call.args.slice(at);
  if (more.length > 0) throw wrongArguments(call);
  if (!options) return;
  const node = unwrapped(options);
  if (node.type !== "object") throw wrongArguments(call);
  for (const name of fieldsOf(node).keys()) throw new Unreadable({ kind: "option", source: name });
}

function wrongArguments({ node, verb }: BridgeCall): Unreadable {
  return new Unreadable({ kind: "arguments", source: node.text, usage: usages[verb] });
}
