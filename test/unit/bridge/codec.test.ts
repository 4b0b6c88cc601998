/**
 * Values to the wire and back: equal and of equal type, whatever the user's data looks like.
 */
import assert from "node:assert/strict";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decode } from "../../../src/bridge/decode.js";
import { encode } from "../../../src/bridge/encode.js";
import { PyTuple, SerializationError } from "../../../src/bridge/index.js";
import { plainSession } from "../../support/bridgeContexts.js";
import { pythonValue } from "../../support/pythonValueArbitraries.js";

function toWire(value: unknown): unknown {
  return encode(value, "$.args[0]", plainSession().encoding);
}

function roundTrip(value: unknown): unknown {
  const { encoding, decoding } = plainSession();
  return decode(JSON.parse(JSON.stringify(encode(value, "$", encoding))), "$", decoding);
}

function refusal(fn: () => unknown): SerializationError {
  try {
    fn();
  } catch (error) {
    if (error instanceof SerializationError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

function nested(levels: number): unknown {
  let value: unknown = "core";
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

describe("the codec", () => {
  it("gives back every value equal and of equal type", () => {
    fc.assert(
      fc.property(pythonValue, (value) => {
        // Node's own comparison: it is not misled by a user's field called `constructor`.
        assert.deepStrictEqual(roundTrip(value), value);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back a function as the same function", () => {
    const fn = (a: unknown, b: unknown) => [a, b];
    const { encoding, decoding } = plainSession();
    const wire = encode([fn], "$", encoding);
    expect(wire).toMatchObject([{ __type__: "callback", arity: 2 }]);
    expect(decode(wire, "$", decoding)).toEqual([fn]);
  });

  it("takes what a caller gives, not what the caller makes of it afterwards", () => {
    const list = [1, { a: 1 }];
    const wire = toWire(list);
    list.push(2);
    expect(wire).toEqual([1, { a: 1 }]);
  });

  it("leaves undefined fields out and sends undefined elements as None", () => {
    expect(toWire({ a: undefined, b: [undefined] })).toEqual({ b: [null] });
  });

  it("sends a plain object with the key __type__ as data", () => {
    const wire = toWire({ __type__: "ref", id: "x", session_id: "s" });
    expect(wire).toMatchObject({
      __type__: "dict",
      pairs: [
        ["__type__", "ref"],
        ["id", "x"],
        ["session_id", "s"],
      ],
    });
  });

  it("sends a Buffer and a view as the bytes they show", () => {
    const view = new Uint8Array(new Uint8Array([0, 1, 2, 3]).buffer, 1, 2);
    expect(roundTrip(view)).toStrictEqual(new Uint8Array([1, 2]));
    expect(roundTrip(Buffer.from("abc"))).toStrictEqual(new Uint8Array([97, 98, 99]));
  });

  it("sends small bigints as plain ints", () => {
    expect(toWire([5n, -(2n ** 53n) + 1n, 2n ** 53n])).toEqual([
      5,
      Number.MIN_SAFE_INTEGER,
      { __type__: "int", __schema__: 1, value: "9007199254740992" },
    ]);
  });

  it("does not pollute prototypes, wherever __proto__ stands", () => {
    // SAFETY: an object, as one can see.
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": [{"__proto__": {"polluted": 1}}]}}',
    ) as object;
    const value = roundTrip(hostile);
    expect(value).toStrictEqual(hostile);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    ["a symbol", { a: [Symbol("x")] }, '$.args[0]["a"][0]', /symbol/],
    [
      "an instance of a class of the user's",
      [new URL("https://example.org")],
      "$.args[0][0]",
      /URL/,
    ],
    ["a promise", new Map([[1, Promise.resolve(1)]]), "$.args[0][1]", /await it first/],
    ["a promise in a key", new Map([[[Promise.resolve(1)], 1]]), "$.args[0]<key 0>[0]", /await/],
    ["an invalid Date", new PyTuple([0, new Date(NaN)]), "$.args[0][1]", /invalid Date/],
    ["a typed array that is no bytes", new Float32Array(1), "$.args[0]", /Float32Array/],
  ])("refuses %s and names the path", (_what, value, path, message) => {
    const error = refusal(() => toWire(value));
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
  });

  it("sends 500 levels and reads them back", () => {
    const value = nested(500);
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it("refuses what is nested deeper, and what contains itself", () => {
    expect(refusal(() => toWire(nested(501))).message).toMatch(/deeper than 500 levels/);
    const circular: unknown[] = [];
    circular.push(circular);
    expect(refusal(() => toWire(circular)).message).toMatch(/contains itself/);
  });

  it("refuses an answer nested beyond all reason without exhausting the stack", () => {
    const wire: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    expect(refusal(() => decode(wire, "$", plainSession().decoding)).message).toMatch(/too deeply/);
    for (const tag of [
      { __type__: wire, __schema__: 1 },
      { __type__: "tuple", __schema__: wire },
    ]) {
      const { message } = refusal(() => decode(tag, "$", plainSession().decoding));
      expect(message).toMatch(/unknown (tag|schema) \[/);
    }
  });

  it("never throws anything but refusals on arbitrary JSON", () => {
    const tag = fc.constantFrom("ref", "tuple", "dict", "bytes", "enum", "float", "datetime");
    const fields = fc.dictionary(
      fc.constantFrom("id", "session_id", "elements", "pairs", "data", "value", "name"),
      fc.jsonValue(),
    );
    const tagged = fc.tuple(tag, fields).map(([name, rest]) => ({
      __type__: name,
      __schema__: 1,
      ...rest,
    }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), tagged, fc.array(tagged)), (wire) => {
        const { decoding } = plainSession();
        try {
          decode(structuredClone(wire), "$", decoding);
        } catch (error) {
          expect(error).toBeInstanceOf(SerializationError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("takes time in proportion to the size", () => {
    const { encoding, decoding } = plainSession();
    const measure = (count: number): number => {
      const value = Array.from({ length: count }, (_, index) => ({ a: [index], b: "x" }));
      const start = performance.now();
      for (let round = 0; round < 5; round += 1) {
        decode(encode(value, "$", encoding), "$", decoding);
      }
      return performance.now() - start;
    };
    const best = (count: number) => Math.min(measure(count), measure(count), measure(count));
    expect(best(80_000) / best(10_000)).toBeLessThan(40);
  });
});
