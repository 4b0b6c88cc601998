/**
 * From wire values to JavaScript values. Works on freshly parsed JSON and reuses its arrays and objects.
 * Strict: an unknown tag or a malformed payload is a `SerializationError` with its path, never a guess.
 */

import type { WireRef, WireStreamRef } from "../protocol/values.js";
import { wireSchema } from "../protocol/version.js";
import { SerializationError } from "./errors.js";
import { setOwn } from "./encode.js";
import { isArray, isInteger, isRecord, isString } from "./guards.js";
import { PyDate, PyDateTime, PyTime, PyTimedelta } from "./pythonMoments.js";
import {
  Atom,
  PyComplex,
  PyDecimal,
  PyEnum,
  PyFloat,
  PyFrozenSet,
  PyTuple,
  PyUuid,
} from "./pythonValues.js";
import { isDate, isDateTime, isDecimal, isFloat, isInt, isTime, isUuid } from "./textForms.js";
import {
  elementStep,
  memberStep,
  pairKeyStep,
  pairValueStep,
  shorten,
  ValueProblem,
} from "./wirePath.js";

/** The session whose answer is decoded. */
export interface DecodeContext {
  ref(wire: WireRef | WireStreamRef): unknown;
  /** The function given to Python under this id, while it is known. */
  callback(callbackId: string): unknown;
}

/** Deeper than anything the adapter sends as data; guards the stack against hostile input. */
const maxJsonDepth = 1000;

/** Decodes one value. `root` names it in errors. */
export function decode(value: unknown, root: string, context: DecodeContext): unknown {
  if (typeof value !== "object" || value === null) return value;
  try {
    return decodeValue(value, context, 0);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    const path = error.path(root);
    throw new SerializationError(path, `Cannot read ${shorten(path)} of Python: ${error.message}`);
  }
}

type Tagged = Readonly<Record<string, unknown>>;

function decodeValue(value: unknown, context: DecodeContext, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxJsonDepth) throw new ValueProblem("it is nested too deeply");
  if (Array.isArray(value)) return decodeArray(value, context, depth);
  // SAFETY: an object out of JSON that is neither null nor an array.
  const record = value as Tagged;
  return Object.hasOwn(record, "__type__")
    ? decodeTag(record, context, depth)
    : decodePlain(record, context, depth);
}

function decodeArray(array: unknown[], context: DecodeContext, depth: number): unknown[] {
  let index = 0;
  try {
    for (; index < array.length; index += 1) {
      const element = array[index];
      if (typeof element === "object" && element !== null) {
        array[index] = decodeValue(element, context, depth + 1);
      }
    }
  } catch (error) {
    throw ValueProblem.at(elementStep(index), error);
  }
  return array;
}

function decodePlain(record: Tagged, context: DecodeContext, depth: number): Tagged {
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (typeof value !== "object" || value === null) continue;
    try {
      setOwn(record, key, decodeValue(value, context, depth + 1));
    } catch (error) {
      throw ValueProblem.at(memberStep(key), error);
    }
  }
  return record;
}

type TagDecoder = (tag: Tagged, context: DecodeContext, depth: number) => unknown;

function decodeTag(tag: Tagged, context: DecodeContext, depth: number): unknown {
  const { __type__: name, __schema__: schema } = tag;
  const decoder = isString(name) ? decoders.get(name) : undefined;
  if (!decoder) throw new ValueProblem(`unknown tag ${JSON.stringify(name)}`);
  if (schema !== wireSchema) throw new ValueProblem(`unknown schema ${JSON.stringify(schema)}`);
  return decoder(tag, context, depth);
}

function text(tag: Tagged, field: string): string {
  const value = tag[field];
  if (isString(value)) return value;
  throw new ValueProblem(`the field '${field}' of a ${String(tag["__type__"])} is no text`);
}

/** A text field that must be of a certain form. */
function textOf(tag: Tagged, isWellFormed: (text: string) => boolean): string {
  const value = text(tag, "value");
  if (isWellFormed(value)) return value;
  throw new ValueProblem(`the text of a ${String(tag["__type__"])} is malformed`);
}

function integer(tag: Tagged, field: string): number {
  const value = tag[field];
  if (isInteger(value)) return value;
  throw new ValueProblem(`the field '${field}' of a ${String(tag["__type__"])} is no integer`);
}

function array(tag: Tagged, field: string): unknown[] {
  const value = tag[field];
  if (Array.isArray(value)) return value;
  throw new ValueProblem(`the field '${field}' of a ${String(tag["__type__"])} is no array`);
}

function elements(tag: Tagged, context: DecodeContext, depth: number): unknown[] {
  return decodeArray(array(tag, "elements"), context, depth);
}

function decodePairs(tag: Tagged, context: DecodeContext, depth: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const [index, pair] of array(tag, "pairs").entries()) {
    if (!isArray(pair) || pair.length !== 2) {
      throw new ValueProblem(`pair ${index} of a dict is none`);
    }
    const [key, value] = pair;
    let step = pairKeyStep(index);
    try {
      const decodedKey = decodeValue(key, context, depth + 1);
      step = pairValueStep(index, key);
      map.set(decodedKey, decodeValue(value, context, depth + 1));
    } catch (error) {
      throw ValueProblem.at(step, error);
    }
  }
  return map;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Longer data is not searched for wrong characters: its length tells, since decoding drops them. */
const searchedLength = 4096;

function decodeBytes(tag: Tagged): Uint8Array {
  const data = text(tag, "data");
  const bytes = Buffer.from(data, "base64");
  const isWhole = bytes.length === decodedLength(data) && hasCleanEnd(data, bytes);
  if (!isWhole || (data.length <= searchedLength && !base64.test(data))) {
    throw new ValueProblem("bytes that are not base64");
  }
  // Small buffers share one pool, which would show in `.buffer`.
  const alone = bytes.buffer.byteLength === bytes.length;
  return alone ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}

/** Bits of the last characters that no byte holds are zero, else the same bytes could be written twice. */
function hasCleanEnd(data: string, bytes: Buffer): boolean {
  const rest = bytes.length % 3;
  return rest === 0 || data.endsWith(bytes.toString("base64", bytes.length - rest));
}

function decodedLength(data: string): number {
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}

function decodeInt(tag: Tagged): bigint {
  return BigInt(textOf(tag, isInt));
}

const specialFloats: ReadonlyMap<unknown, number> = new Map([
  ["infinity", Infinity],
  ["neg_infinity", -Infinity],
  ["nan", NaN],
]);

function decodeSpecialFloat(tag: Tagged): number {
  const value = specialFloats.get(tag["value"]);
  if (value === undefined) throw new ValueProblem("an unknown special float");
  return value;
}

/** Only a whole number needs the wrapper to go back as a float. */
function decodeFloat(tag: Tagged): PyFloat | number {
  const value = Number(textOf(tag, isFloat));
  return Number.isInteger(value) && !Object.is(value, -0) ? new PyFloat(value) : value;
}

function complexPart(part: unknown): number {
  if (typeof part === "number") return part;
  if (isRecord(part) && part["__type__"] === "special_float") return decodeSpecialFloat(part);
  if (isRecord(part) && part["__type__"] === "float") return Number(decodeFloat(part));
  throw new ValueProblem("a complex number whose part is no number");
}

function fold(tag: Tagged): 0 | 1 {
  const value = tag["fold"] ?? 0;
  if (value === 0 || value === 1) return value;
  throw new ValueProblem("a fold is 0 or 1");
}

function decodeTimedelta(tag: Tagged): PyTimedelta {
  const days = integer(tag, "days");
  const seconds = integer(tag, "seconds");
  const microseconds = integer(tag, "microseconds");
  const isNormal =
    Math.abs(days) <= 999_999_999 &&
    seconds >= 0 &&
    seconds < 86_400 &&
    microseconds >= 0 &&
    microseconds < 1_000_000;
  if (!isNormal) throw new ValueProblem("a timedelta that is out of range");
  return new PyTimedelta(days, seconds, microseconds);
}

function isWireRef(tag: Tagged): tag is Tagged & (WireRef | WireStreamRef) {
  return (
    isString(tag["id"]) &&
    isString(tag["session_id"]) &&
    isString(tag["type_name"]) &&
    isString(tag["python_module"]) &&
    isString(tag["library"])
  );
}

function decodeRef(tag: Tagged, context: DecodeContext): unknown {
  if (!isWireRef(tag)) throw new ValueProblem("a ref with a missing field");
  return context.ref(tag);
}

function decodeStreamRef(tag: Tagged, context: DecodeContext): unknown {
  text(tag, "stream_type");
  return decodeRef(tag, context);
}

function decodeCallback(tag: Tagged, context: DecodeContext): unknown {
  integer(tag, "arity");
  const fn = context.callback(text(tag, "callback_id"));
  if (fn === undefined) throw new ValueProblem("a callback that is not known here");
  return fn;
}

function decodeEnumValue(tag: Tagged, context: DecodeContext, depth: number): unknown {
  try {
    return decodeValue(tag["value"], context, depth + 1);
  } catch (error) {
    throw ValueProblem.at(".value", error);
  }
}

const decoders: ReadonlyMap<string, TagDecoder> = new Map<string, TagDecoder>([
  ["ref", decodeRef],
  ["stream_ref", decodeStreamRef],
  ["bytes", decodeBytes],
  ["tuple", (tag, context, depth) => new PyTuple(elements(tag, context, depth))],
  ["set", (tag, context, depth) => new Set(elements(tag, context, depth))],
  ["frozenset", (tag, context, depth) => new PyFrozenSet(elements(tag, context, depth))],
  ["dict", decodePairs],
  ["int", decodeInt],
  ["special_float", decodeSpecialFloat],
  ["float", decodeFloat],
  ["complex", ({ real, imag }) => new PyComplex(complexPart(real), complexPart(imag))],
  ["datetime", (tag) => new PyDateTime(textOf(tag, isDateTime), fold(tag))],
  ["date", (tag) => new PyDate(textOf(tag, isDate))],
  ["time", (tag) => new PyTime(textOf(tag, isTime), fold(tag))],
  ["timedelta", decodeTimedelta],
  ["decimal", (tag) => new PyDecimal(textOf(tag, isDecimal))],
  ["uuid", (tag) => new PyUuid(textOf(tag, isUuid))],
  ["atom", (tag) => new Atom(text(tag, "value"))],
  [
    "enum",
    (tag, context, depth) =>
      new PyEnum(text(tag, "enum_class"), text(tag, "name"), decodeEnumValue(tag, context, depth)),
  ],
  ["callback", decodeCallback],
]);
