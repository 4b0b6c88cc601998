/**
 * Writes a value that came from Python as Python would, for people. Built under a budget and never cut from a
 * longer text, so that a million items cost no more than the few that show. Refs show as their type: nothing
 * here asks Python.
 */
import {
  Atom,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEnum,
  PyFloat,
  PyFrozenSet,
  PyTime,
  PyTimedelta,
  PyTuple,
  PyUuid,
  Ref,
} from "../bridge/index.js";

/** Grows to `limit` characters and then takes no more; every writer below stops when it is full. */
class Budget {
  #text = "";
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#text.length > this.#limit;
  }

  get text(): string {
    return this.isFull ? `${this.#text.slice(0, this.#limit)}…` : this.#text;
  }

  write(text: string): void {
    if (!this.isFull) this.#text += text;
  }
}

export function valueText(value: unknown, limit: number): string {
  const budget = new Budget(limit);
  write(value, budget);
  return budget.text;
}

function write(value: unknown, out: Budget): void {
  if (typeof value === "string") writeString(value, out);
  else if (Array.isArray(value)) writeItems("[", value, "]", out);
  else if (value instanceof PyTuple) writeTuple(value, out);
  else if (value instanceof Set) writeSet(value, out);
  else if (value instanceof PyFrozenSet) writeFrozenSet(value, out);
  else if (value instanceof Map) writePairs(value.entries(), out);
  else if (value instanceof Uint8Array) writeBytes(value, out);
  else if (isPlainObject(value)) writePairs(Object.entries(value), out);
  else out.write(scalarText(value));
}

function writeItems(open: string, items: Iterable<unknown>, close: string, out: Budget): void {
  out.write(open);
  let isFirst = true;
  for (const item of items) {
    if (out.isFull) return;
    if (!isFirst) out.write(", ");
    isFirst = false;
    write(item, out);
  }
  out.write(close);
}

function writePairs(pairs: Iterable<readonly [unknown, unknown]>, out: Budget): void {
  out.write("{");
  let isFirst = true;
  for (const [key, value] of pairs) {
    if (out.isFull) return;
    if (!isFirst) out.write(", ");
    isFirst = false;
    write(key, out);
    out.write(": ");
    write(value, out);
  }
  out.write("}");
}

function writeTuple(tuple: PyTuple, out: Budget): void {
  writeItems("(", tuple, tuple.length === 1 ? ",)" : ")", out);
}

function writeSet(set: ReadonlySet<unknown>, out: Budget): void {
  if (set.size === 0) out.write("set()");
  else writeItems("{", set, "}", out);
}

function writeFrozenSet(set: PyFrozenSet, out: Budget): void {
  if (set.size === 0) out.write("frozenset()");
  else writeItems("frozenset({", set, "})", out);
}

function writeString(text: string, out: Budget): void {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  out.write(quote);
  for (const character of text) {
    if (out.isFull) return;
    out.write(escaped(character, quote));
  }
  out.write(quote);
}

function writeBytes(bytes: Uint8Array, out: Budget): void {
  out.write("b'");
  for (const byte of bytes) {
    if (out.isFull) return;
    const isPrintable = byte >= 0x20 && byte < 0x7f;
    if (isPrintable) out.write(escaped(String.fromCharCode(byte), "'"));
    else out.write(shortEscapes.get(String.fromCharCode(byte)) ?? hexEscape("\\x", byte, 2));
  }
  out.write("'");
}

const shortEscapes = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escaped(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  // What would show as nothing, or turn the text around it (controls, bidi marks, lone surrogates).
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  if (code < 0x100) return hexEscape("\\x", code, 2);
  return code < 0x1_0000 ? hexEscape("\\u", code, 4) : hexEscape("\\U", code, 8);
}

function hexEscape(prefix: string, code: number, digits: number): string {
  return `${prefix}${code.toString(16).padStart(digits, "0")}`;
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return numberText(value);
  if (value instanceof Ref) return `<${qualifiedName(value.pythonModule, value.typeName)}>`;
  return typeof value === "bigint" ? String(value) : (wrapperText(value) ?? typeof value);
}

function wrapperText(value: unknown): string | undefined {
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof PyComplex) return complexText(value);
  if (value instanceof PyDecimal) return `Decimal('${value.text}')`;
  if (value instanceof PyUuid) return `UUID('${value.text}')`;
  if (value instanceof PyEnum) return `${value.enumClass.split(":").at(-1) ?? ""}.${value.name}`;
  if (value instanceof Atom) return valueText(value.text, value.text.length * 10 + 2);
  if (value instanceof PyTimedelta) return timedeltaText(value);
  if (value instanceof PyDateTime || value instanceof PyDate || value instanceof PyTime) {
    return value.iso;
  }
  return undefined;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function floatText(value: number): string {
  return Number.isInteger(value) ? `${numberText(value).replace(/\.0$/, "")}.0` : numberText(value);
}

function complexText({ real, imag }: PyComplex): string {
  const sign = imag < 0 || Object.is(imag, -0) ? "-" : "+";
  return `(${numberText(real)}${sign}${numberText(Math.abs(imag))}j)`;
}

function timedeltaText({ days, seconds, microseconds }: PyTimedelta): string {
  return `timedelta(days=${days}, seconds=${seconds}, microseconds=${microseconds})`;
}

function qualifiedName(module: string, name: string): string {
  return module === "builtins" ? name : `${module}.${name}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
