/**
 * Values without parts on their way to Python.
 */

import type { TaggedValue, WireFloat, WireSpecialFloat, WireValue } from "../protocol/values.js";
import { PyDateTime } from "./pythonMoments.js";
import type { PyTime, PyTimedelta } from "./pythonMoments.js";
import type { PyComplex, PyDecimal } from "./pythonValues.js";
import { ValueProblem } from "./wirePath.js";

/** A number: as itself where JSON can write it and Python reads the same. */
export function encodeNumber(value: number): WireValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return encodeFloat(value);
}

/** A float as such: what JSON cannot tell from an int, or cannot write at all. */
export function encodeFloat(value: number): WireFloat | WireSpecialFloat {
  if (Number.isFinite(value)) {
    const text = Object.is(value, -0) ? "-0.0" : String(value);
    return { __type__: "float", __schema__: 1, value: /^-?\d+$/.test(text) ? `${text}.0` : text };
  }
  const name = Number.isNaN(value) ? "nan" : value > 0 ? "infinity" : "neg_infinity";
  return { __type__: "special_float", __schema__: 1, value: name };
}

/** Floats as such, in a list. */
export function encodeFloats(floats: Float64Array): WireValue {
  return Array.from(floats, (float) =>
    Number.isInteger(float) ? encodeFloat(float) : encodeNumber(float),
  );
}

/** A bigint: as a plain int where a double holds it exactly. */
export function encodeBigInt(value: bigint): WireValue {
  const small = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
  return small ? Number(value) : { __type__: "int", __schema__: 1, value: value.toString() };
}

/** The bytes a view shows, in base64. */
export function encodeBytes(bytes: Uint8Array): TaggedValue {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return { __type__: "bytes", __schema__: 1, data };
}

/** A `Date` as the aware datetime it stands for. */
export function encodeDate(date: Date): TaggedValue {
  if (Number.isNaN(date.getTime())) throw new ValueProblem("it is an invalid Date");
  const year = date.getUTCFullYear();
  if (year < 1 || year > 9999) throw new ValueProblem(`Python has no year ${year}`);
  return { __type__: "datetime", __schema__: 1, value: PyDateTime.from(date).iso };
}

/** Encodes datetimes, or times, with their fold. */
export function momentOf(tag: "datetime" | "time"): (value: never) => TaggedValue {
  return ({ iso, fold }: PyDateTime | PyTime) =>
    fold === 1
      ? { __type__: tag, __schema__: 1, value: iso, fold }
      : { __type__: tag, __schema__: 1, value: iso };
}

/** Encodes what travels as text. */
export function textOf(tag: "decimal" | "uuid" | "atom"): (value: never) => TaggedValue {
  return ({ text }: PyDecimal) => ({ __type__: tag, __schema__: 1, value: text });
}

/** A complex number's part: as a number where JSON can carry it, since Python makes a float of it anyway. */
function complexPart(part: number): number | WireFloat | WireSpecialFloat {
  return Number.isFinite(part) && !Object.is(part, -0) ? part : encodeFloat(part);
}

/** A complex number by its parts. */
export function encodeComplex({ real, imag }: PyComplex): TaggedValue {
  return { __type__: "complex", __schema__: 1, real: complexPart(real), imag: complexPart(imag) };
}

/** A timedelta by its three numbers. */
export function encodeTimedelta({ days, seconds, microseconds }: PyTimedelta): TaggedValue {
  return { __type__: "timedelta", __schema__: 1, days, seconds, microseconds };
}
