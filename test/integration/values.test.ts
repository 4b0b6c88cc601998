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

describe("values", () => {
  test("come back from Python equal and of equal type", { timeout: 60_000 }, async ({ bridge }) => {
    const same = asRef(await bridge.run("lambda x: x"));
    await fc.assert(
      fc.asyncProperty(pythonValue, async (value) => {
        assert.deepStrictEqual(await same.method("__call__", [value]), value);
      }),
      { numRuns: 1000 },
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

  test("that contain themselves become refs where they do", async ({ bridge }) => {
    const value = await bridge.run("a = [1]; a.append(a); a");
    expect(value).toMatchObject([1, { typeName: "list" }]);
  });
});
