/** Literals of Elixir as the values they are, with names of the session in them. Throws `Unreadable` for code. */
import type { Node } from "web-tree-sitter";

import { setOwn } from "../../bridge/encode.js";
import { Atom, PyTuple, pyFloat } from "../../bridge/pythonValues.js";
import type { Findings } from "../dialect.js";
import { code, partsOf } from "../syntax.js";
import { boundName } from "../values.js";
import { assignedTo, attributeValue } from "./assignments.js";
import { calledFunction } from "./calls.js";
import { characterOf, floatOf, integerOf, quotedText, sigilValue } from "./strings.js";
import { unwrapped } from "./wrappers.js";

type Read = (node: Node, findings: Findings) => unknown;

export function valueOf(wrapped: Node, findings: Findings): unknown {
  const node = unwrapped(wrapped);
  const read = readers[node.type];
  if (!read) throw code(node);
  return read(node, findings);
}

const readers: Readonly<Record<string, Read>> = {
  string: quotedText,
  integer: integerOf,
  float: (node) => pyFloat(floatOf(node)),
  char: characterOf,
  boolean: ({ text }) => text === "true",
  nil: () => null,
  atom: ({ text }) => new Atom(text.slice(1)),
  quoted_atom: (node) => new Atom(quotedText(node)),
  sigil: sigilValue,
  list: elementsOf,
  tuple: (node, findings) => new PyTuple(elementsOf(node, findings)),
  map: mapOf,
  unary_operator: unaryOf,
  identifier: nameOf,
  call: madeBy,
};

/** The elements of a list or tuple; keywords at its end are pairs, as in Elixir. */
export function elementsOf(node: Node, findings: Findings): unknown[] {
  return partsOf(node).flatMap((part) =>
    part.type === "keywords"
      ? [...keywordsOf(part)].map(([name, value]) => {
          return new PyTuple([new Atom(name), valueOf(value, findings)]);
        })
      : [valueOf(part, findings)],
  );
}

/** The values of keywords as nodes, by name. A name given twice is code: what it means depends on who reads it. */
export function keywordsOf(node: Node): ReadonlyMap<string, Node> {
  const keywords = new Map<string, Node>();
  for (const pair of partsOf(node)) {
    const key = pair.childForFieldName("key");
    const value = pair.childForFieldName("value");
    if (!key || !value) throw code(pair);
    const name = keywordName(key);
    if (keywords.has(name)) throw code(node);
    keywords.set(name, value);
  }
  return keywords;
}

function keywordName(key: Node): string {
  return key.type === "quoted_keyword" ? quotedText(key) : key.text.trimEnd().slice(0, -1);
}

/** A map whose keys are texts or atoms is an object, as the library of Elixir sends it; any other has its very keys. */
function mapOf(node: Node, findings: Findings): unknown {
  const [content, ...more] = partsOf(node);
  if (more.length > 0 || (content && content.type !== "map_content")) throw code(node);
  const entries = content ? partsOf(content).flatMap((part) => entriesOf(part, findings)) : [];
  const keys = entries.map(([key]) => (key instanceof Atom ? key.text : key));
  if (new Set(keys).size < keys.length) throw code(node);
  if (!keys.every((key) => typeof key === "string")) return new Map(entries);
  const record = {};
  for (const [at, key] of keys.entries()) setOwn(record, key, entries[at]?.[1]);
  return record;
}

function entriesOf(part: Node, findings: Findings): (readonly [unknown, unknown])[] {
  if (part.type === "keywords") {
    const keywords = [...keywordsOf(part)];
    return keywords.map(([name, value]) => [new Atom(name), valueOf(value, findings)]);
  }
  const key = part.childForFieldName("left");
  const value = part.childForFieldName("right");
  if (part.childForFieldName("operator")?.type !== "=>" || !key || !value) throw code(part);
  return [[valueOf(key, findings), valueOf(value, findings)]];
}

function unaryOf(node: Node, findings: Findings): unknown {
  const operand = node.childForFieldName("operand");
  const sign = node.childForFieldName("operator")?.type;
  if (sign === "@" && operand?.type === "identifier") {
    const value = attributeValue(node, operand.text);
    if (value) return valueOf(value, findings);
  }
  if (sign === "-" && operand?.type === "integer") return -integerOf(operand);
  if (sign === "-" && operand?.type === "float") return pyFloat(-floatOf(operand));
  throw code(node);
}

function nameOf(node: Node, findings: Findings): unknown {
  const assigned = assignedTo(node);
  return boundName(node.text, assigned?.kind === "code" ? assigned.source : undefined, findings);
}

/** `MapSet.new([…])` and `SnakeBridge.bytes("…")`. */
function madeBy(node: Node, findings: Findings): unknown {
  const { module, name, args } = calledFunction(node) ?? {};
  const [only, ...more] = args ?? [];
  if (only && more.length === 0) {
    const value = module === "MapSet" && name === "new" ? valueOf(only, findings) : undefined;
    if (Array.isArray(value)) return new Set<unknown>(value);
    if (module === "SnakeBridge" && name === "bytes") return bytesOf(only, findings);
  }
  throw code(node);
}

function bytesOf(node: Node, findings: Findings): Uint8Array {
  const value =
    unwrapped(node).type === "bitstring"
      ? byteList(unwrapped(node), findings)
      : valueOf(node, findings);
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string") throw code(node);
  return new TextEncoder().encode(value);
}

function byteList(node: Node, findings: Findings): Uint8Array {
  const bytes = elementsOf(node, findings).map(Number);
  if (!bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)) throw code(node);
  return new Uint8Array(bytes);
}
