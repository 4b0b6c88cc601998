/**
 * Functions of the host, called from Python.
 */
import { describe, expect } from "vitest";

import { PythonError, PyTuple } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, rejection } from "../support/bridgeTest.js";

describe("a function given to Python", () => {
  test("is called with decoded values and gives its result", async ({ bridge }) => {
    const args: unknown[] = [];
    const result = await bridge.call("functools", "reduce", [
      (a: number, b: number) => {
        args.push([a, b]);
        return a + b;
      },
      [1, 2, 3],
    ]);
    expect(result).toBe(6);
    expect(args).toEqual([
      [1, 2],
      [3, 3],
    ]);
  });

  test("gets refs, and keyword arguments as a last object", async ({ bridge }) => {
    const apply = asRef(await bridge.run("import re\nlambda f: f(re.compile('x'), (1,), key=[2])"));
    const seen: unknown[] = [];
    await apply.method("__call__", [(...args: unknown[]) => void seen.push(...args)]);
    expect(asRef(seen[0]).typeName).toBe("Pattern");
    expect(seen.slice(1)).toEqual([new PyTuple([1]), { key: [2] }]);
  });

  test("may be asynchronous and call the bridge itself, at any depth", async ({ bridge }) => {
    const down = async (n: number): Promise<unknown> =>
      n === 0 ? "bottom" : bridge.call("functools", "reduce", [down, [n - 1], n - 1]);
    const apply = asRef(await bridge.run("lambda f, n: f(n)"));
    const nested = async (n: unknown): Promise<unknown> =>
      n === 0 ? "bottom" : apply.method("__call__", [nested, Number(n) - 1]);
    expect(await apply.method("__call__", [nested, 5])).toBe("bottom");
    expect(down).toBeTypeOf("function");
  });

  test("can be called after the call that passed it, while its session lives", async ({
    bridge,
  }) => {
    const keep = asRef(await bridge.run("kept = []\nkept.append"));
    let calls = 0;
    await keep.method("__call__", [() => (calls += 1)]);
    expect(await bridge.run("kept[0]() + kept[0]()")).toBe(3);
  });

  test("may be called from any Python thread", async ({ bridge }) => {
    const source = [
      "import threading",
      "def from_threads(f):",
      "    results = []",
      "    threads = [threading.Thread(target=lambda i=i: results.append(f(i))) for i in range(4)]",
      "    [t.start() for t in threads]; [t.join() for t in threads]",
      "    return sorted(results)",
      "from_threads",
    ].join("\n");
    const fromThreads = asRef(await bridge.run(source));
    const result = await fromThreads.method("__call__", [
      async (i: number) => Promise.resolve(i * i),
    ]);
    expect(result).toEqual([0, 1, 4, 9]);
  });

  test("that throws raises in Python with its message and stack", async ({ bridge }) => {
    const attempt = asRef(
      await bridge.run(
        "def attempt(f):\n  try: f()\n  except Exception as e: return [str(e)]\nattempt",
      ),
    );
    const fail = () => {
      throw new TypeError("from the host");
    };
    expect(await attempt.method("__call__", [fail])).toEqual([
      expect.stringContaining("from the host"),
    ]);
    const apply = asRef(await bridge.run("lambda f: f()"));
    const error = await rejection(apply.method("__call__", [fail]));
    expect(error).toBeInstanceOf(PythonError);
    expect(error.message).toContain("from the host");
  });

  test("is the same callable when it is given twice, and the same function when it comes back", async ({
    bridge,
  }) => {
    const fn = () => 1;
    const same = asRef(await bridge.run("lambda a, b: a is b or a == b"));
    expect(await same.method("__call__", [fn, fn])).toBe(true);
    const identity = asRef(await bridge.run("lambda x: x"));
    expect(await identity.method("__call__", [fn])).toBe(fn);
  });

  test("ends with its session", async ({ bridge }) => {
    const session = { session: "s" };
    const keep = asRef(
      await bridge.run("import builtins\nbuiltins.kept = []\nbuiltins.kept.append", session),
    );
    await keep.method("__call__", [() => 1]);
    await bridge.releaseSession("s");
    expect(await rejection(bridge.run("import builtins; builtins.kept[0]()"))).toBeInstanceOf(
      PythonError,
    );
  });
});
