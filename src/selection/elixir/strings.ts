/** Strings, sigils and numbers of Elixir as Elixir reads them; throws `Unreadable` where code is within. */
import type { Node } from "web-tree-sitter";

import { PyDate, PyDateTime, PyTime } from "../../bridge/pythonMoments.js";
import { Atom } from "../../bridge/pythonValues.js";
import { code } from "../syntax.js";

const escapes: Readonly<Record<string, string>> = {
  0: "\0",
  a: "\u0007",
  b: "\b",
  d: "\u007f",
  e: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  s: " ",
  t: "\t",
  v: "\v",
};

/** A quoted text: a string, a heredoc, a quoted atom or keyword, or the inside of a sigil that reads escapes. */
export function quotedText(node: Node): string {
  return cooked(rawText(node), node);
}

/** Between the quotes; a heredoc without the indentation of its end. */
function rawText(node: Node): string {
  if (node.namedChildren.some(({ type }) => type === "interpolation")) throw code(node);
  const start = node.childForFieldName("quoted_start");
  const end = node.childForFieldName("quoted_end");
  if (!start || !end) throw code(node);
  const from = start.endIndex - node.startIndex;
  const inner = node.text.slice(from, end.startIndex - node.startIndex).replaceAll("\r\n", "\n");
  return start.text.length < 3 ? inner : unindented(inner, end.startPosition.column, node);
}

function unindented(inner: string, indentation: number, node: Node): string {
  const [first = "", ...lines] = inner.split("\n");
  if (first.trim() !== "") throw code(node);
  const last = lines.pop() ?? "";
  if (last.trim() !== "") throw code(node);
  const content = lines.map((line) => {
    const margin = line.slice(0, indentation);
    // Elixir warns about a line that stands further left, and takes it as it stands.
    return line.slice(margin.length - margin.trimStart().length);
  });
  return content.map((line) => `${line}\n`).join("");
}

function cooked(raw: string, node: Node): string {
  return raw.replace(
    /\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{1,2}|\n|[^])/gu,
    (_, escape: string) => unescape(escape, node),
  );
}

function unescape(escape: string, node: Node): string {
  if (escape === "\n") return "";
  if (escape.length === 1) {
    if (escape === "u" || escape === "x") throw code(node);
    return escapes[escape] ?? escape;
  }
  const point = Number.parseInt(escape.replace(/[ux{}]/g, ""), 16);
  const isByte = escape.startsWith("x") && point > 0x7f;
  const isSurrogate = point >= 0xd8_00 && point <= 0xdf_ff;
  if (isByte || isSurrogate || point > 0x10_ff_ff) throw code(node);
  return String.fromCodePoint(point);
}

type ReadSigil = (node: Node, modifiers: string) => unknown;

const sigils: Readonly<Record<string, ReadSigil>> = {
  s: (node) => quotedText(node),
  S: (node) => rawText(node),
  w: (node, modifiers) => wordsOf(quotedText(node), modifiers, node),
  W: (node, modifiers) => wordsOf(rawText(node), modifiers, node),
  D: (node) => momentOf(node, /^\d{4}-\d\d-\d\d$/, (text) => new PyDate(text)),
  T: (node) => momentOf(node, /^\d\d:\d\d:\d\d(\.\d{1,6})?$/, (text) => new PyTime(text)),
  N: (node) =>
    momentOf(
      node,
      /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$/,
      (text) => new PyDateTime(text),
    ),
  U: (node) =>
    momentOf(node, /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?Z$/, (text) => {
      return new PyDateTime(text.replace("Z", "+00:00"));
    }),
};

export function sigilValue(node: Node): unknown {
  const part = (type: string) => node.namedChildren.find((child) => child.type === type)?.text;
  const read = sigils[part("sigil_name") ?? ""];
  if (!read) throw code(node);
  return read(node, part("sigil_modifiers") ?? "");
}

function wordsOf(text: string, modifiers: string, node: Node): unknown[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (modifiers === "" || modifiers === "s") return words;
  if (modifiers === "a") return words.map((word) => new Atom(word));
  throw code(node);
}

function momentOf(node: Node, form: RegExp, make: (text: string) => unknown): unknown {
  const text = rawText(node);
  if (!form.test(text)) throw code(node);
  return make(isoOf(text));
}

/** As Python's `isoformat` writes it: six digits after the point or none. */
function isoOf(text: string): string {
  return text
    .replace(" ", "T")
    .replace(/\.(\d+)/, (_, digits: string) =>
      /^0+$/.test(digits) ? "" : `.${digits.padEnd(6, "0")}`,
    );
}

export function integerOf(node: Node): bigint {
  return BigInt(node.text.replaceAll("_", ""));
}

export function floatOf(node: Node): number {
  return Number(node.text.replaceAll("_", ""));
}

/** `?a`, `?\n`: the code point. */
export function characterOf(node: Node): bigint {
  const text = node.text.slice(1);
  const character = text.startsWith("\\") ? cooked(text, node) : text;
  const points = Array.from(character);
  const point = points[0]?.codePointAt(0);
  if (points.length !== 1 || point === undefined) throw code(node);
  return BigInt(point);
}
