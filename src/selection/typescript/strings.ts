/** Strings and numbers of TypeScript as JavaScript reads them; throws `Unreadable` for what depends on the mode. */
import type { Node } from "web-tree-sitter";

import { code } from "../syntax.js";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  0: "\0",
};

/** A string, or a template without substitutions and without a tag. */
export function stringOf(node: Node): string {
  if (node.namedChildren.some(({ type }) => type === "template_substitution")) throw code(node);
  const inner = node.text.slice(1, -1);
  const raw = node.type === "template_string" ? inner.replace(/\r\n?/g, "\n") : inner;
  return raw.replace(
    /\\(u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|0(?!\d)|\r\n|[^])/gu,
    (_, escape: string) => unescape(escape, node),
  );
}

function unescape(escape: string, node: Node): string {
  if (escape.length > 1 && (escape.startsWith("u") || escape.startsWith("x"))) {
    return characterOf(Number.parseInt(escape.replace(/[ux{}]/g, ""), 16), node);
  }
  if (/^[\dux]$/.test(escape) && escape !== "0") throw code(node);
  if (/^[\r\n\u2028\u2029]/.test(escape)) return "";
  return escapes[escape] ?? escape;
}

function characterOf(point: number, node: Node): string {
  if (point > 0x10_ff_ff) throw code(node);
  return String.fromCodePoint(point);
}

export function numberOf(node: Node): number | bigint {
  const text = node.text.replaceAll("_", "");
  if (text.endsWith("n")) return BigInt(text.slice(0, -1));
  if (/^0\d/.test(text)) throw code(node);
  return Number(text);
}
