/**
 * Values through a real Python and back: equal and of equal type.
 */
import assert from "node:assert/strict";

import fc from "fast-check";
import { describe, expect } from "vitest";

import { pyFloat, Ref } from "../../src/bridge/index.js";
import { isArray } from "../../src/bridge/guards.js";
import { asRef, bridgeTest as test } from "../support/bridgeTest.js";
import { pythonValue } from "../support/pythonValueArbitraries.js";
import { takeVolume, timeLimit } from "../support/soak.js";

describe("values", () => {
  test("come back from Python equal and of equal type", timeLimit, async ({ bridge, task }) => {
    const same = asRef(await bridge.run("lambda x: x"));
    await fc.assert(
      fc.asyncProperty(pythonValue, async (value) => {
        assert.deepStrictEqual(await same.method("__call__", [value]), value);
      }),
      { numRuns: takeVolume(task, "valueRoundTrips").count },
    );
  });

  test("have the type in Python that the table says", async ({ bridge }) => {
    const type = asRef(await bridge.run("lambda x: type(x).__name__"));
    const typeOf = (value: unknown) => type.method("__call__", [value]);
    expect(await typeOf(4)).toBe("int");
    expect(await typeOf(pyFloat(4))).toBe("float");
    expect(await typeOf(-0)).toBe("float");
    expect(await typeOf(4.5)).toBe("float");
    expect(await typeOf(5n)).toBe("int");
    expect(await typeOf(new Uint8Array())).toBe("bytes");
    expect(await typeOf(new Date(0))).toBe("datetime");
    expect(await typeOf(new Map())).toBe("dict");
    expect(await typeOf(() => 1)).not.toBe("dict");
  });

  test("of 500 levels are data, deeper ones refs at their depth", async ({ bridge }) => {
    const nest = asRef(
      await bridge.run("def nest(n):\n  v = 0\n  for _ in range(n): v = [v]\n  return v\nnest"),
    );
    const depth = (value: unknown): [number, unknown] => {
      let levels = 0;
      let inner = value;
      for (; isArray(inner); levels += 1) inner = inner[0];
      return [levels, inner];
    };
    expect(depth(await nest.method("__call__", [500]))).toEqual([500, 0]);
    const [levels, inner] = depth(await nest.method("__call__", [600]));
    expect(levels).toBe(500);
    expect(inner).toBeInstanceOf(Ref);
  });

  test("in bulk come back from Python equal and of equal type", async ({ bridge }) => {
    const same = asRef(await bridge.run("lambda x: [x, {'x': x}]"));
    const repeated = (numbers: number[]) => Array.from({ length: 40 }, () => numbers).flat();
    const float = fc.double().filter((value) => !Number.isInteger(value) || Object.is(value, -0));
    const numbers = [fc.maxSafeInteger(), float, fc.oneof(fc.integer(), float)];
    const lists = numbers.map((number) => fc.array(number, { minLength: 1 }).map(repeated));
    const bytes = fc
      .uint8Array({ minLength: 1 })
      .map((some) => new Uint8Array(9000).fill(some[0] ?? 0));
    await fc.assert(
      fc.asyncProperty(fc.oneof(...lists, bytes), async (value) => {
        assert.deepStrictEqual(await same.method("__call__", [value]), [value, { x: value }]);
      }),
      { numRuns: 200 },
    );
  });

  test("in bulk have the type in Python that small ones have", async ({ bridge }) => {
    const types = asRef(await bridge.run("lambda x: sorted({type(v).__name__ for v in x})"));
    const typesIn = (value: unknown) => types.method("__call__", [value]);
    const thousand = { length: 1000 };
    expect(await typesIn(Array.from(thousand, (_, n) => n))).toEqual(["int"]);
    expect(await typesIn(Array.from(thousand, (_, n) => n + 0.5))).toEqual(["float"]);
    expect(await typesIn(Array.from(thousand, (_, n) => n / 2))).toEqual(["float", "int"]);
    expect(await typesIn(Array.from(thousand, () => 1e20))).toEqual(["int"]);
    expect(await typesIn(Array.from(thousand, () => 1e21))).toEqual(["float"]);
    expect(await typesIn(new Float64Array(1000))).toEqual(["float"]);
    expect(await typesIn(new Float64Array(10))).toEqual(["float"]);
  });

  test("in bulk are sent as they were when they were given", async ({ bridge }) => {
    const total = asRef(await bridge.run("sum"));
    const numbers = Array.from({ length: 1000 }, () => 1);
    const floats = new Float64Array(1000).fill(0.5);
    const bytes = new Uint8Array(9000).fill(1);
    const sums = [numbers, floats, bytes].map((value) => total.method("__call__", [value]));
    numbers.fill(7);
    floats.fill(7);
    bytes.fill(7);
    expect(await Promise.all(sums)).toEqual([1000, 500, 9000]);
  });

  test("that contain themselves become refs where they do", async ({ bridge }) => {
    const value = await bridge.run("a = [1]; a.append(a); a");
    expect(value).toMatchObject([1, { typeName: "list" }]);
  });
});
