/**
 * From JavaScript values to wire values. Makes fresh containers, so what is sent is what was given even if the
 * caller changes it afterwards. Linear; throws `SerializationError` with the path, and never sends a
 * replacement for what it does not know.
 */

import type { KeywordArguments } from "../protocol/calls.js";
import type { TaggedValue, WireValue } from "../protocol/values.js";
import type { Enclosure } from "./attachments.js";
import {
  encodeBigInt,
  encodeBytes,
  encodeComplex,
  encodeDate,
  encodeFloat,
  encodeFloats,
  encodeNumber,
  encodeTimedelta,
  momentOf,
  textOf,
} from "./encodeScalars.js";
import { SerializationError } from "./errors.js";
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
import {
  elementStep,
  memberStep,
  pairKeyStep,
  pairValueStep,
  shorten,
  ValueProblem,
} from "./wirePath.js";

/** The request that values are encoded for. */
export interface EncodeContext {
  readonly sessionId: string;
  readonly poolName: string;
  /** Set by values that make sense in their own session only. */
  isBound: boolean;
  /** Takes bulk values; without it they become JSON. */
  readonly enclosure?: Enclosure | undefined;
  /** The tag of a function given to Python; registers it with the session. */
  callback(fn: (...args: never) => unknown): TaggedValue;
}

/** Implemented by what encodes itself: refs and pending calls. May refuse by throwing. */
export const encodeSelf: unique symbol = Symbol("SnakeBridge.encodeSelf");

/** Has an {@link encodeSelf} method. */
export interface SelfEncoding {
  [encodeSelf](context: EncodeContext): WireValue;
}

/** Containers within containers that are data; Python keeps what lies deeper as refs, JavaScript cannot. */
const maxDepth = 500;

/** Encodes one value. `root` names it in errors, e.g. `$.value`. */
export function encode(value: unknown, root: string, context: EncodeContext): WireValue {
  try {
    return encodeValue(value, context, 0);
  } catch (error) {
    throw explain(error, root);
  }
}

/** Encodes positional arguments. They are not a value themselves: depth counts from each of them. */
export function encodeArguments(
  args: readonly unknown[],
  root: string,
  context: EncodeContext,
): readonly WireValue[] {
  try {
    return encodeElements(args, context, -1);
  } catch (error) {
    throw explain(error, root);
  }
}

/** Encodes keyword arguments. Undefined ones are left out: the caller gives no such argument. */
export function encodeKeywords(
  kwargs: Readonly<Record<string, unknown>>,
  root: string,
  context: EncodeContext,
): KeywordArguments {
  try {
    return encodeFields(kwargs, Object.keys(kwargs), context, -1);
  } catch (error) {
    throw explain(error, root);
  }
}

function explain(error: unknown, root: string): unknown {
  if (!(error instanceof ValueProblem)) return error;
  const path = error.path(root);
  return new SerializationError(path, `Cannot send ${shorten(path)} to Python: ${error.message}`);
}

function encodeValue(value: unknown, context: EncodeContext, depth: number): WireValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return encodeNumber(value);
    case "undefined":
      return null;
    case "bigint":
      return encodeBigInt(value);
    case "object":
      return value === null ? null : encodeObject(value, context, depth);
    case "function":
      // SAFETY: typeof says that it can be called; with what is the callee's business.
      return context.callback(value as (...args: never) => unknown);
    default:
      throw new ValueProblem(`Python has nothing like a ${typeof value}`);
  }
}

type ObjectEncoder = (value: never, context: EncodeContext, depth: number) => WireValue;

function encodeObject(value: object, context: EncodeContext, depth: number): WireValue {
  if (depth >= maxDepth) {
    throw new ValueProblem(`it is nested deeper than ${maxDepth} levels, or contains itself`);
  }
  if (Array.isArray(value)) {
    return context.enclosure?.numbers(value) ?? encodeElements(value, context, depth);
  }
  let prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    // SAFETY: an object without a class: its fields are data.
    return encodePlain(value as Readonly<Record<string, unknown>>, context, depth);
  }
  if (isSelfEncoding(value)) return value[encodeSelf](context);
  for (; typeof prototype === "object" && prototype !== null;) {
    const encoder = encoders.get(prototype);
    // SAFETY: the table pairs each prototype with an encoder of its instances.
    if (encoder) return encoder(value as never, context, depth);
    prototype = Object.getPrototypeOf(prototype);
  }
  throw new ValueProblem(whyNot(value));
}

function isSelfEncoding(value: object): value is SelfEncoding {
  return encodeSelf in value;
}

function whyNot(value: object): string {
  if (value instanceof Promise) return "it is a promise; await it first";
  const name: unknown = value.constructor.name;
  return `Python has nothing like an instance of ${typeof name === "string" ? name : "this class"}`;
}

function encodeElements(
  elements: Iterable<unknown>,
  context: EncodeContext,
  depth: number,
): WireValue[] {
  const encoded: WireValue[] = [];
  try {
    for (const element of elements) encoded.push(encodeValue(element, context, depth + 1));
  } catch (error) {
    throw ValueProblem.at(elementStep(encoded.length), error);
  }
  return encoded;
}

function encodePlain(
  record: Readonly<Record<string, unknown>>,
  context: EncodeContext,
  depth: number,
): WireValue {
  const keys = Object.keys(record);
  if (keys.includes("__type__")) return encodePairs(Object.entries(record), context, depth);
  return encodeFields(record, keys, context, depth);
}

function encodeFields(
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  context: EncodeContext,
  depth: number,
): Record<string, WireValue> {
  const encoded: Record<string, WireValue> = {};
  for (const key of keys) {
    const value = record[key];
    if (value === undefined) continue;
    try {
      setOwn(encoded, key, encodeValue(value, context, depth + 1));
    } catch (error) {
      throw ValueProblem.at(memberStep(key), error);
    }
  }
  return encoded;
}

/** Sets a field even if it is called `__proto__`. */
export function setOwn(record: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(record, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    // SAFETY: every object has string fields; the receiver owns this one from now on.
    (record as Record<string, unknown>)[key] = value;
  }
}

function encodePairs(
  entries: Iterable<readonly [unknown, unknown]>,
  context: EncodeContext,
  depth: number,
): TaggedValue {
  const pairs: [WireValue, WireValue][] = [];
  for (const [key, value] of entries) {
    let step = pairKeyStep(pairs.length);
    try {
      const wireKey = encodeValue(key, context, depth + 1);
      step = pairValueStep(pairs.length, key);
      pairs.push([wireKey, encodeValue(value, context, depth + 1)]);
    } catch (error) {
      throw ValueProblem.at(step, error);
    }
  }
  return { __type__: "dict", __schema__: 1, pairs };
}

function elementsOf(tag: "tuple" | "set" | "frozenset"): ObjectEncoder {
  return (value: Iterable<unknown>, context, depth) => ({
    __type__: tag,
    __schema__: 1,
    elements: encodeElements(value, context, depth),
  });
}

const encoders: ReadonlyMap<object, ObjectEncoder> = new Map<object, ObjectEncoder>([
  [PyTuple.prototype, elementsOf("tuple")],
  [Set.prototype, elementsOf("set")],
  [PyFrozenSet.prototype, elementsOf("frozenset")],
  [
    Map.prototype,
    (value: ReadonlyMap<unknown, unknown>, context, depth) => encodePairs(value, context, depth),
  ],
  [
    Uint8Array.prototype,
    (value: Uint8Array, { enclosure }) => enclosure?.bytes(value) ?? encodeBytes(value),
  ],
  [
    Float64Array.prototype,
    (value: Float64Array, { enclosure }) => enclosure?.floats(value.slice()) ?? encodeFloats(value),
  ],
  [PyFloat.prototype, ({ value }: PyFloat) => encodeFloat(value)],
  [PyComplex.prototype, encodeComplex],
  [PyDateTime.prototype, momentOf("datetime")],
  [PyTime.prototype, momentOf("time")],
  [PyDate.prototype, ({ iso }: PyDate) => ({ __type__: "date", __schema__: 1, value: iso })],
  [PyTimedelta.prototype, encodeTimedelta],
  [PyDecimal.prototype, textOf("decimal")],
  [PyUuid.prototype, textOf("uuid")],
  [Atom.prototype, textOf("atom")],
  [
    PyEnum.prototype,
    ({ enumClass, name, value }: PyEnum, context, depth) => ({
      __type__: "enum",
      __schema__: 1,
      enum_class: enumClass,
      name,
      value: encodeValue(value, context, depth + 1),
    }),
  ],
  [Date.prototype, encodeDate],
]);
