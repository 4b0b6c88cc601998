/**
 * From wire values to JavaScript values. Works on freshly parsed JSON and reuses its arrays and objects.
 * Strict: an unknown tag or a malformed payload is a `SerializationError` with its path, never a guess.
 */

import type { WireRef, WireStreamRef } from "../protocol/values.js";
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

/** The session whose answer is decoded. */
export interface DecodeContext {
  ref(wire: WireRef | WireStreamRef): unknown;
  /** The function given to Python under this id, while it is known. */
  callback(callbackId: string): unknown;
}

/** Deeper than anything the adapter sends as data; guards the stack against hostile input. */
const maxJsonDepth = 1000;

/** Decodes one value. `path` names it in errors. */
export function decode(value: unknown, path: string, context: DecodeContext): unknown {
  if (typeof value !== "object" || value === null) return value;
  try {
    return decodeValue(value, context, 0);
  } catch (error) {
    if (error instanceof Undecodable) throw error.toSerializationError(path);
    throw error;
  }
}

/** What is wrong with a wire value, with the way to it collected while the stack unwinds, innermost step first. */
class Undecodable extends Error {
  readonly steps: string[] = [];

  toSerializationError(root: string): SerializationError {
    const path = root + this.steps.toReversed().join("");
    const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
    return new SerializationError(path, `Cannot read ${shown} from Python: ${this.message}`);
  }

  static at(step: string, error: unknown): unknown {
    if (error instanceof Undecodable) error.steps.push(step);
    return error;
  }
}

type Tagged = Readonly<Record<string, unknown>>;

function decodeValue(value: unknown, context: DecodeContext, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxJsonDepth) throw new Undecodable("it is nested too deeply");
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
    throw Undecodable.at(`[${index}]`, error);
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
      throw Undecodable.at(`[${JSON.stringify(key)}]`, error);
    }
  }
  return record;
}

type TagDecoder = (tag: Tagged, context: DecodeContext, depth: number) => unknown;

function decodeTag(tag: Tagged, context: DecodeContext, depth: number): unknown {
  const name = tag["__type__"];
  const decoder = isString(name) ? decoders.get(name) : undefined;
  if (!decoder) throw new Undecodable(`unknown tag ${JSON.stringify(name)}`);
  return decoder(tag, context, depth);
}

function text(tag: Tagged, field: string): string {
  const value = tag[field];
  if (isString(value)) return value;
  throw new Undecodable(`the field '${field}' of a ${String(tag["__type__"])} is no text`);
}

function integer(tag: Tagged, field: string): number {
  const value = tag[field];
  if (isInteger(value)) return value;
  throw new Undecodable(`the field '${field}' of a ${String(tag["__type__"])} is no integer`);
}

function array(tag: Tagged, field: string): unknown[] {
  const value = tag[field];
  if (Array.isArray(value)) return value;
  throw new Undecodable(`the field '${field}' of a ${String(tag["__type__"])} is no array`);
}

function elements(tag: Tagged, context: DecodeContext, depth: number): unknown[] {
  return decodeArray(array(tag, "elements"), context, depth);
}

function decodePairs(tag: Tagged, context: DecodeContext, depth: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const [index, pair] of array(tag, "pairs").entries()) {
    if (!isArray(pair) || pair.length !== 2) {
      throw new Undecodable(`pair ${index} of a dict is none`);
    }
    const [key, value] = pair;
    try {
      map.set(decodeValue(key, context, depth + 1), decodeValue(value, context, depth + 1));
    } catch (error) {
      throw Undecodable.at(`[<pair ${index}>]`, error);
    }
  }
  return map;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeBytes(tag: Tagged): Uint8Array {
  const data = text(tag, "data");
  const bytes = Buffer.from(data, "base64");
  // The length tells almost all bad input at no cost; the pattern is for short ones only.
  const complete = bytes.length === decodedLength(data);
  if (!complete || (data.length < 1000 && !base64.test(data))) {
    throw new Undecodable("bytes that are not base64");
  }
  // Small buffers share one pool, which would show in `.buffer`.
  const alone = bytes.buffer.byteLength === bytes.length;
  return alone ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}

function decodedLength(data: string): number {
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}

function decodeInt(tag: Tagged): bigint {
  const value = text(tag, "value");
  if (!/^-?\d+$/.test(value)) throw new Undecodable("an int that is not in digits");
  return BigInt(value);
}

const specialFloats: ReadonlyMap<unknown, number> = new Map([
  ["infinity", Infinity],
  ["neg_infinity", -Infinity],
  ["nan", NaN],
]);

function decodeSpecialFloat(tag: Tagged): number {
  const value = specialFloats.get(tag["value"]);
  if (value === undefined) throw new Undecodable("an unknown special float");
  return value;
}

function decodeFloat(tag: Tagged): PyFloat {
  const value = Number(text(tag, "value"));
  if (Number.isFinite(value)) return new PyFloat(value);
  throw new Undecodable("a float that is no number");
}

function complexPart(part: unknown): number {
  if (typeof part === "number") return part;
  if (isRecord(part) && part["__type__"] === "special_float") return decodeSpecialFloat(part);
  if (isRecord(part) && part["__type__"] === "float") return decodeFloat(part).value;
  throw new Undecodable("a complex number whose part is no number");
}

function fold(tag: Tagged): 0 | 1 {
  return tag["fold"] === 1 ? 1 : 0;
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
  if (!isWireRef(tag)) throw new Undecodable("a ref with a missing field");
  return context.ref(tag);
}

function decodeStreamRef(tag: Tagged, context: DecodeContext): unknown {
  text(tag, "stream_type");
  return decodeRef(tag, context);
}

function decodeCallback(tag: Tagged, context: DecodeContext): unknown {
  const fn = context.callback(text(tag, "callback_id"));
  if (fn === undefined) throw new Undecodable("a callback that is not known here");
  return fn;
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
  ["datetime", (tag) => new PyDateTime(text(tag, "value"), fold(tag))],
  ["date", (tag) => new PyDate(text(tag, "value"))],
  ["time", (tag) => new PyTime(text(tag, "value"), fold(tag))],
  [
    "timedelta",
    (tag) =>
      new PyTimedelta(integer(tag, "days"), integer(tag, "seconds"), integer(tag, "microseconds")),
  ],
  ["decimal", (tag) => new PyDecimal(text(tag, "value"))],
  ["uuid", (tag) => new PyUuid(text(tag, "value"))],
  ["atom", (tag) => new Atom(text(tag, "value"))],
  [
    "enum",
    (tag, context, depth) =>
      new PyEnum(
        text(tag, "enum_class"),
        text(tag, "name"),
        decodeValue(tag["value"], context, depth + 1),
      ),
  ],
  ["callback", decodeCallback],
]);
