/**
 * From wire values to JavaScript values. Works on freshly parsed JSON and reuses its arrays and objects.
 * Strict: an unknown tag or a malformed payload is a `SerializationError` with its path, never a guess.
 */

import { inspect } from "node:util";

import type { WireRef, WireStreamRef } from "../protocol/values.js";
import { wireSchema } from "../protocol/version.js";
import { readFloats, readInts } from "./attachments.js";
import {
  complexPart,
  decodeBytes,
  decodeFloat,
  decodeInt,
  decodeSpecialFloat,
  decodeTimedelta,
  fold,
  integer,
  text,
  textOf,
} from "./decodeScalars.js";
import type { Tagged } from "./decodeScalars.js";
import { SerializationError } from "./errors.js";
import { setOwn } from "./encode.js";
import { isArray, isString } from "./guards.js";
import { PyDate, PyDateTime, PyTime } from "./pythonMoments.js";
import {
  Atom,
  PyComplex,
  PyDecimal,
  PyEnum,
  PyFrozenSet,
  PyTuple,
  PyUuid,
} from "./pythonValues.js";
import { isDate, isDateTime, isDecimal, isTime, isUuid } from "./textForms.js";
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
  if (!decoder) throw new ValueProblem(`unknown tag ${shown(name)}`);
  if (schema !== wireSchema) throw new ValueProblem(`unknown schema ${shown(schema)}`);
  return decoder(tag, context, depth);
}

/** Part of a message; what came may be as large and as deep as it likes. */
function shown(value: unknown): string {
  return shorten(inspect(value, { depth: 0, maxArrayLength: 1, maxStringLength: 60 }));
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
  ["floats", ({ attachment }) => readFloats(attachment)],
  ["ints", ({ attachment }) => readInts(attachment)],
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
