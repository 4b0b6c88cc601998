/** Values read as Python writes them, and cost no more than what shows. */
import { describe, expect, it } from "vitest";

import {
  Atom,
  PyComplex,
  PyDateTime,
  PyDecimal,
  PyEnum,
  pyFloat,
  PyFrozenSet,
  PyTimedelta,
  PyTuple,
  PyUuid,
} from "../../../src/bridge/index.js";
import { valueText } from "../../../src/extension/valueText.js";

const values: readonly (readonly [unknown, string])[] = [
  [null, "None"],
  [true, "True"],
  [false, "False"],
  [4, "4"],
  [-0, "-0.0"],
  [Number.NaN, "nan"],
  [Number.NEGATIVE_INFINITY, "-inf"],
  [pyFloat(4), "4.0"],
  [12345678901234567890n, "12345678901234567890"],
  ["it's", '"it\'s"'],
  [`"it's"`, `'"it\\'s"'`],
  ["a\n\t\\\u0000\u202e", "'a\\n\\t\\\\\\x00\\u202e'"],
  ["\ud800", "'\\ud800'"],
  ["é漢😀", "'é漢😀'"],
  [[], "[]"],
  [[1, [2]], "[1, [2]]"],
  [{ a: 1, "b c": null }, "{'a': 1, 'b c': None}"],
  [new Map<unknown, unknown>([[1, "x"]]), "{1: 'x'}"],
  [new Set(), "set()"],
  [new Set([1]), "{1}"],
  [new PyFrozenSet([]), "frozenset()"],
  [new PyFrozenSet([1, 2]), "frozenset({1, 2})"],
  [new PyTuple([]), "()"],
  [new PyTuple([1]), "(1,)"],
  [new Uint8Array([0, 10, 39, 65, 255]), "b'\\x00\\n\\'A\\xff'"],
  [new PyComplex(1, -2), "(1-2j)"],
  [new PyDecimal("1.50"), "Decimal('1.50')"],
  [new PyUuid("0-1"), "UUID('0-1')"],
  [new PyEnum("colours:Colour", "RED", 1), "Colour.RED"],
  [new PyTimedelta(1, 2, 3), "timedelta(days=1, seconds=2, microseconds=3)"],
  [new PyDateTime("2024-02-29T12:00:00"), "2024-02-29T12:00:00"],
  [new Atom("ok"), "'ok'"],
];

describe("valueText", () => {
  it.each(values)("writes %o as %s", (value, text) => {
    expect(valueText(value, 200)).toBe(text);
  });

  it("stops at the limit", () => {
    expect(valueText([1, 2, 3, 4], 7)).toBe("[1, 2, …");
  });

  it("reads no more of a long value than it shows", () => {
    let read = 0;
    const items = Array.from({ length: 1_000_000 }, () => 1);
    const counted = new Proxy(items, {
      get: (target, key, receiver): unknown => {
        read += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    valueText(counted, 100);
    expect(read).toBeLessThan(1_000);
  });
});
