/**
 * Arbitrary values of everything the wire can carry as data, for property tests on either side of the pipe.
 */
import fc from "fast-check";

import {
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyFrozenSet,
  PyTime,
  PyTimedelta,
  PyTuple,
  PyUuid,
} from "../../src/bridge/index.js";

/** Keys that something careless would take for protocol, or for a prototype. */
const hostileKey = fc.constantFrom(
  ...["__type__", "__schema__", "__proto__", "constructor", "prototype", "toString", "then"],
  ...["id", "session_id", "elements", "pairs", "data", "value", "jsonrpc", "method", ""],
);
const key = fc.oneof({ weight: 3, arbitrary: fc.string() }, hostileKey);
/** Text with whole and lone surrogates. */
const text = fc.string({ unit: "binary" });

const twoDigits = (max: number) => fc.nat(max).map((value) => String(value).padStart(2, "0"));
const date = fc
  .date({
    min: new Date("0001-01-01T00:00:00Z"),
    max: new Date("9999-12-31T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((value) => value.toISOString().slice(0, 10));
const fraction = fc
  .nat(999_999)
  .map((value) => (value ? `.${String(value).padStart(6, "0")}` : ""));
const time = fc
  .tuple(twoDigits(23), twoDigits(59), twoDigits(59), fraction)
  .map(([hour, minute, second, rest]) => `${hour}:${minute}:${second}${rest}`);
const offset = fc.constantFrom("", "+00:00", "-05:30", "+14:00");
const fold = fc.constantFrom(0, 1);

/** Integers within what a double holds exactly, and what is no integer: both come back as they went. */
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Number.isInteger(value)),
  fc.constantFrom(Infinity, -Infinity, NaN, -0, 5e-324, 1.7976931348623157e308),
);
const bigint = fc
  .bigInt()
  .filter((value) => value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);

/** Values without parts, other than numbers, that Python can hash and never finds equal to each other. */
const hashableLeaf = fc.oneof(
  text,
  fc.maxSafeInteger().filter((value) => value !== 0 && value !== 1),
  bigint,
  fc.constant(null),
  fc.uuid().map((value) => new PyUuid(value)),
  date.map((value) => new PyDate(value)),
);

const leaf = fc.oneof(
  number,
  bigint,
  text,
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
  fc.tuple(fc.double(), fc.double()).map(([real, imag]) => new PyComplex(real, imag)),
  date.map((value) => new PyDate(value)),
  fc.tuple(time, offset, fold).map(([value, zone, which]) => new PyTime(value + zone, which)),
  fc
    .tuple(date, time, offset, fold)
    .map(([day, value, zone, which]) => new PyDateTime(`${day}T${value}${zone}`, which)),
  fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(86_399), fc.nat(999_999))
    .map(([days, seconds, microseconds]) => new PyTimedelta(days, seconds, microseconds)),
  fc.tuple(fc.bigInt(), fc.nat(40)).map(([digits, exponent]) => decimal(digits, exponent)),
  fc.uuid().map((value) => new PyUuid(value)),
);

function decimal(digits: bigint, exponent: number): PyDecimal {
  return new PyDecimal(`${digits}E+${exponent + 1}`.replace(/^(-?\d)(\d+)E\+\d+$/, "$1.$2"));
}

/** Of `distinct` leaves no two are equal in Python, nor in a `Set` of ours. */
const distinct = fc.uniqueArray(hashableLeaf, { selector: String, maxLength: 5 });

/** Any value that is data both ways, and comes back equal and of equal type. */
export const pythonValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(tie("value"), { maxLength: 5 }).map((elements) => new PyTuple(elements)),
    distinct.map((elements) => new Set(elements)),
    distinct.map((elements) => new PyFrozenSet(elements)),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map(toDict),
    fc
      .tuple(distinct, fc.array(tie("value"), { minLength: 5, maxLength: 5 }))
      .map(([keys, values]) => toMap(keys.map((name, index) => [name, values[index]]))),
  ),
})).value;

/** The form in which a dict of string keys comes back: a `Map` only if it looks like a tag. */
function toDict(entries: readonly (readonly [string, unknown])[]): unknown {
  if (entries.some(([name]) => name === "__type__")) return new Map(entries);
  const dict = {};
  for (const [name, value] of entries) {
    Object.defineProperty(dict, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return dict;
}

function toMap(entries: readonly (readonly [unknown, unknown])[]): unknown {
  const isDict = entries.every(([name]) => typeof name === "string");
  return isDict ? toDict(entries.map(([name, value]) => [String(name), value])) : new Map(entries);
}
