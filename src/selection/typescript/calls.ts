/** Calls to a bridge or to a ref by their form alone: `bridge.call("re", …)`, `m.method("match", …)`. */
import type { Node } from "web-tree-sitter";

import { partsOf } from "../syntax.js";
import { unwrapped } from "./wrappers.js";

/** A call with a receiver whose name is one of ours. */
export interface BridgeCall {
  readonly node: Node;
  readonly receiver: Node;
  readonly verb: Verb;
  readonly args: readonly Node[];
  /** Whether the receiver is a bridge, not a ref. */
  readonly isOfBridge: boolean;
}

export type Verb = "call" | "get" | "stream" | "run" | "method" | "attr" | "releaseRef" | "release";

const bridgeVerbs: ReadonlySet<string> = new Set(["call", "get", "stream", "run", "releaseRef"]);
const refVerbs: ReadonlySet<string> = new Set(["method", "attr"]);
const texts: ReadonlySet<string> = new Set(["string", "template_string"]);

/** The call that an expression is, whatever is wrapped around it. */
export function requestIn(expression: Node): BridgeCall | undefined {
  return bridgeCall(unwrapped(expression));
}

export function bridgeCall(node: Node): BridgeCall | undefined {
  if (node.type !== "call_expression") return undefined;
  const callee = calleeOf(node);
  const receiver = callee?.childForFieldName("object");
  const list = node.childForFieldName("arguments");
  const verb = callee?.childForFieldName("property")?.text;
  if (!receiver || !isVerb(verb) || list?.type !== "arguments") return undefined;
  const args = partsOf(list);
  const isOfBridge = bridgeVerbs.has(verb) || isBridgeForm(receiver, args, verb);
  const call = { node, receiver, verb, args, isOfBridge };
  return isPlausible(call) ? call : undefined;
}

/** With types in angle brackets the grammar takes `await` for a part of what is called. */
function calleeOf(node: Node): Node | null {
  const callee = node.childForFieldName("function");
  const hasTypes = node.namedChildren.some(({ type }) => type === "type_arguments");
  const isAwaited = hasTypes && callee?.type === "await_expression";
  const member = isAwaited ? (partsOf(callee)[0] ?? null) : callee;
  return member?.type === "member_expression" ? member : null;
}

/** `bridge.method(ref, "name")` against `ref.method("name")`. */
function isBridgeForm(receiver: Node, [first]: readonly Node[], verb: string): boolean {
  if (!refVerbs.has(verb)) return false;
  return isCalledBridge(receiver) || (first !== undefined && !texts.has(first.type));
}

/** What other libraries call `call`, `get` or `run` is no request unless the receiver or the arguments say so. */
function isPlausible({ receiver, verb, args, isOfBridge }: BridgeCall): boolean {
  if (isCalledBridge(receiver)) return true;
  if (verb === "release") return args.length === 0 && bridgeCall(unwrapped(receiver)) === undefined;
  if (verb === "run") return isStartedBridge(receiver);
  if (!isOfBridge || verb === "releaseRef" || refVerbs.has(verb)) return true;
  const [module, name] = args;
  return (
    module !== undefined &&
    name !== undefined &&
    [module, name].every(({ type }) => texts.has(type))
  );
}

function isVerb(name: string | undefined): name is Verb {
  return (
    name === "release" || (name !== undefined && (bridgeVerbs.has(name) || refVerbs.has(name)))
  );
}

/** Whether the receiver surely is a bridge. */
export function isKnownBridge(receiver: Node): boolean {
  return isCalledBridge(receiver) || isStartedBridge(receiver);
}

/** `bridge`, `this.#bridge`, `api.snakeBridge`. */
function isCalledBridge(wrapped: Node): boolean {
  const receiver = unwrapped(wrapped);
  const name = receiver.childForFieldName("property") ?? receiver;
  return name.type.includes("identifier") && /bridge$/i.test(name.text);
}

/** A name that the file gives `SnakeBridge.start(…)`, or says to be a `SnakeBridge`. */
function isStartedBridge(receiver: Node): boolean {
  if (receiver.type !== "identifier") return false;
  const declared = receiver.tree.rootNode
    .descendantsOfType(["variable_declarator", "required_parameter"])
    .filter((node) => {
      const name = node.childForFieldName("name") ?? node.childForFieldName("pattern");
      return name?.text === receiver.text;
    });
  return declared.length > 0 && declared.every(isBridgeDeclaration);
}

function isBridgeDeclaration(node: Node): boolean {
  const type = node.childForFieldName("type")?.text ?? "";
  const value = node.childForFieldName("value");
  return (
    /^:\s*SnakeBridge$/.test(type) ||
    (value !== null && /^(await\s+)?SnakeBridge\s*\.\s*start\(/.test(value.text))
  );
}
