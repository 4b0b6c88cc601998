/** Calls to SnakeBridge by their form alone, piped or not: `SnakeBridge.call("re", …)`, `m |> SB.method!("match", …)`. */
import type { Node } from "web-tree-sitter";

import { around, isInside, isSame, partsOf } from "../syntax.js";
import { unwrapped } from "./wrappers.js";

const verbs = ["call", "get", "stream", "method", "attr", "release_ref"] as const;

export type Verb = (typeof verbs)[number];

/** A call whose first argument may come out of a pipe. */
export interface BridgeCall {
  /** The call, or the pipe that it ends. */
  readonly node: Node;
  readonly verb: Verb;
  /** Whether it gives the value itself, not `{:ok, value}`. */
  readonly isBang: boolean;
  readonly args: readonly Node[];
  /** The options at the end, if they are written as keywords. */
  readonly keywords: Node | undefined;
}

/** `Module.name(args)` with its module's full name, or `name(args)` without one. */
interface CalledFunction {
  readonly module: string | undefined;
  readonly name: string;
  readonly args: readonly Node[];
}

/** The call that an expression is, with or without brackets. */
export function requestIn(expression: Node): BridgeCall | undefined {
  return bridgeCall(unwrapped(expression));
}

export function bridgeCall(node: Node): BridgeCall | undefined {
  if (isPipe(node)) {
    const left = node.childForFieldName("left");
    const right = node.childForFieldName("right");
    return left && right ? callOf(node, right, [left]) : undefined;
  }
  const { parent } = node;
  const isPiped = parent && isPipe(parent) && isSame(parent.childForFieldName("right"), node);
  return isPiped ? undefined : callOf(node, node, []);
}

function callOf(node: Node, call: Node, piped: readonly Node[]): BridgeCall | undefined {
  const called = calledFunction(call);
  const verb = verbs.find((each) => each === called?.name.replace(/!$/, ""));
  if (!called || verb === undefined || !isOurs(called, call)) return undefined;
  const last = called.args.at(-1);
  const keywords = last?.type === "keywords" ? last : undefined;
  const args = [...piped, ...(keywords ? called.args.slice(0, -1) : called.args)];
  return { node, verb, isBang: called.name.endsWith("!"), args, keywords };
}

function isOurs({ module }: CalledFunction, call: Node): boolean {
  return module === "SnakeBridge" || (module === undefined && importsSnakeBridge(call));
}

function isPipe(node: Node): boolean {
  return node.type === "binary_operator" && node.childForFieldName("operator")?.type === "|>";
}

export function calledFunction(node: Node): CalledFunction | undefined {
  if (node.type !== "call") return undefined;
  const target = node.childForFieldName("target");
  const list = node.namedChildren.find(({ type }) => type === "arguments");
  if (!target || node.namedChildren.some(({ type }) => type === "do_block")) return undefined;
  const args = list ? partsOf(list) : [];
  if (target.type === "identifier") return { module: undefined, name: target.text, args };
  const module = target.childForFieldName("left");
  const name = target.childForFieldName("right");
  if (target.type !== "dot" || module?.type !== "alias" || !name) return undefined;
  return { module: fullName(module), name: name.text, args };
}

/** The module that an alias stands for where it is used. */
function fullName(alias: Node): string {
  const [first = "", ...rest] = alias.text.split(".");
  const aliased = directives("alias", alias)
    .flatMap(aliasesOf)
    .findLast(([name]) => name === first);
  return [aliased?.[1] ?? first, ...rest].join(".").replace(/^Elixir\./, "");
}

function importsSnakeBridge(call: Node): boolean {
  return directives("import", call).some(
    (directive) => moduleOf(directive)?.text === "SnakeBridge",
  );
}

/** `alias …` and `import …` above a node, in the scopes around it. */
function directives(name: string, node: Node): Node[] {
  return node.tree.rootNode.descendantsOfType("call").filter((call) => {
    const isDirective = call.childForFieldName("target")?.text === name;
    return (
      isDirective && call.endIndex <= node.startIndex && call.parent && isInside(node, call.parent)
    );
  });
}

function moduleOf(directive: Node): Node | undefined {
  return directive.namedChildren.find(({ type }) => type === "arguments")?.namedChildren[0];
}

/** The short names that `alias` makes, with what they stand for. */
function aliasesOf(directive: Node): (readonly [string, string])[] {
  const module = moduleOf(directive);
  if (!module) return [];
  const base = module.childForFieldName("left");
  const several = module.childForFieldName("right");
  if (base && several) {
    return partsOf(several).map(({ text }) => [lastOf(text), `${base.text}.${text}`]);
  }
  const short = /\bas:\s*(\w+)/.exec(directive.text)?.[1];
  return [[short ?? lastOf(module.text), module.text]];
}

function lastOf(module: string): string {
  return module.split(".").at(-1) ?? module;
}

/** Calls within `with_session(…, fn -> … end)` run in that session when the program runs. */
export function sessionAround(node: Node): Node | undefined {
  return [...around(node)].slice(1).find((each) => {
    const target = each.type === "call" ? each.childForFieldName("target") : null;
    const name = target?.childForFieldName("right") ?? target;
    return name?.text === "with_session";
  });
}
