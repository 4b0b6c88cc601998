/** Literals of TypeScript as the values they are, with names of the session in them. Throws `Unreadable` for code. */
import type { Node } from "web-tree-sitter";

import {
  Atom,
  PyComplex,
  PyDecimal,
  PyFrozenSet,
  PyTuple,
  PyUuid,
  pyFloat,
} from "../../bridge/pythonValues.js";
import { setOwn } from "../../bridge/encode.js";
import type { Findings } from "../dialect.js";
import { code, partsOf } from "../syntax.js";
import { boundName } from "../values.js";
import { assignedTo } from "./assignments.js";
import { numberOf, stringOf } from "./strings.js";
import { unwrapped } from "./wrappers.js";

type Read = (node: Node, findings: Findings) => unknown;

export function valueOf(wrapped: Node, findings: Findings): unknown {
  const node = unwrapped(wrapped);
  const read = readers[node.type];
  if (!read) throw code(node);
  return read(node, findings);
}

const readers: Readonly<Record<string, Read>> = {
  string: stringOf,
  template_string: stringOf,
  number: numberOf,
  true: () => true,
  false: () => false,
  null: () => null,
  undefined: () => undefined,
  array: elementsOf,
  object: objectOf,
  unary_expression: negative,
  identifier: nameOf,
  new_expression: instanceOf,
  call_expression: floatOf,
};

/** The elements of an array; a hole is none. */
export function elementsOf(node: Node, findings: Findings): unknown[] {
  const signs = node.children.filter(({ type }) => type !== "comment");
  const hasHole = signs.some(
    ({ type }, at) => type === "," && /^[[,]$/.test(signs[at - 1]?.type ?? ""),
  );
  if (hasHole) throw code(node);
  return partsOf(node).map((part) => valueOf(part, findings));
}

/** The fields of an object as nodes, by name. */
export function fieldsOf(node: Node): ReadonlyMap<string, Node> {
  const fields = new Map<string, Node>();
  for (const part of partsOf(node)) {
    const [key, value] = fieldOf(part);
    // With `__proto__` a literal sets no field, but what the object is made from.
    if (key === "__proto__") throw code(part);
    fields.set(key, value);
  }
  return fields;
}

function fieldOf(part: Node): readonly [string, Node] {
  if (part.type === "shorthand_property_identifier") return [part.text, part];
  const key = part.childForFieldName("key");
  const value = part.childForFieldName("value");
  if (part.type !== "pair" || !key || !value) throw code(part);
  if (key.type === "property_identifier") return [key.text, value];
  if (key.type === "string") return [stringOf(key), value];
  if (key.type === "number") return [String(numberOf(key)), value];
  throw code(key);
}

function objectOf(node: Node, findings: Findings): unknown {
  const record = {};
  for (const [key, field] of fieldsOf(node)) {
    const isShorthand = field.type === "shorthand_property_identifier";
    setOwn(record, key, isShorthand ? nameOf(field, findings) : valueOf(field, findings));
  }
  return record;
}

function negative(node: Node, findings: Findings): unknown {
  const operand = node.childForFieldName("argument");
  const sign = node.childForFieldName("operator")?.type;
  const value = operand && sign === "-" ? valueOf(operand, findings) : undefined;
  if (typeof value === "number" || typeof value === "bigint") return -value;
  throw code(node);
}

/** A constant of the language or of the file, else a name of the session. */
function nameOf(node: Node, findings: Findings): unknown {
  const assigned = assignedTo(node);
  if (assigned?.kind === "constant") return valueOf(assigned.value, findings);
  if (!assigned) {
    if (node.text === "undefined") return undefined;
    if (node.text === "NaN") return Number.NaN;
    if (node.text === "Infinity") return Number.POSITIVE_INFINITY;
  }
  return boundName(node.text, assigned?.kind === "code" ? assigned.source : undefined, findings);
}

type Make = (...args: readonly unknown[]) => unknown;

/** What `new` makes of plain values; anything else is code. */
const classes: Readonly<Record<string, Make>> = {
  Map: (pairs) => (isPairs(pairs) ? new Map(pairs) : undefined),
  Set: (items) => (isList(items) ? new Set(items) : undefined),
  Uint8Array: (bytes) => (isBytes(bytes) ? new Uint8Array(bytes) : undefined),
  PyTuple: (items) => (isList(items) ? new PyTuple(items) : undefined),
  PyFrozenSet: (items) => (isList(items) ? new PyFrozenSet(items) : undefined),
  PyComplex: (real, imag) =>
    typeof real === "number" && typeof imag === "number" ? new PyComplex(real, imag) : undefined,
  PyDecimal: (text) => (typeof text === "string" ? new PyDecimal(text) : undefined),
  PyUuid: (text) => (typeof text === "string" ? new PyUuid(text) : undefined),
  Atom: (text) => (typeof text === "string" ? new Atom(text) : undefined),
};

function instanceOf(node: Node, findings: Findings): unknown {
  const name = node.childForFieldName("constructor");
  const args = node.childForFieldName("arguments");
  const make = name && assignedTo(name)?.kind !== "code" ? classes[name.text] : undefined;
  return made(node, make, args, findings);
}

function floatOf(node: Node, findings: Findings): unknown {
  const name = node.childForFieldName("function");
  const make: Make = (value) => (typeof value === "number" ? pyFloat(value) : undefined);
  const args = node.childForFieldName("arguments");
  return made(node, name?.text === "pyFloat" ? make : undefined, args, findings);
}

function made(node: Node, make: Make | undefined, args: Node | null, findings: Findings): unknown {
  const given = make && args ? partsOf(args).map((part) => valueOf(part, findings)) : [];
  const value = make && (given.length > 0 ? make(...given) : make([]));
  if (value === undefined) throw code(node);
  return value;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isPairs(value: unknown): value is readonly (readonly [unknown, unknown])[] {
  return isList(value) && value.every((pair) => isList(pair) && pair.length === 2);
}

function isBytes(value: unknown): value is readonly number[] {
  const isByte = (item: unknown) =>
    typeof item === "number" && Number.isInteger(item) && item >= 0 && item < 256;
  return isList(value) && value.every(isByte);
}
