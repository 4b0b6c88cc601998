/**
 * Python context managers around host code: `with`, from the outside.
 */
import { describe, expect } from "vitest";

import type { SnakeBridge } from "../../src/bridge/index.js";
import type { Ref } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, rejection } from "../support/bridgeTest.js";

/** A manager that notes what its `__exit__` got, and suppresses what it is told to. */
const source = `
class Manager:
    def __init__(self, suppress=False):
        self.suppress, self.seen, self.errors = suppress, [], []
    def __enter__(self):
        self.seen.append("enter")
        return 7
    def __exit__(self, kind, error, traceback):
        self.seen.append([kind and kind.__name__, error and str(error), traceback is not None])
        self.errors.append(error)
        return self.suppress
`;

async function manager(bridge: SnakeBridge, args = ""): Promise<Ref> {
  return asRef(await bridge.run(`${source}\nManager(${args})`));
}

describe("withPython", () => {
  test("enters, gives the value, and exits with three Nones", async ({ bridge }) => {
    const ref = await manager(bridge);
    expect(await bridge.withPython(ref, (value) => [value, "done"])).toEqual([7, "done"]);
    expect(await ref.attr("seen")).toEqual(["enter", [null, null, false]]);
  });

  test("really holds what it opens, and closes it", async ({ bridge }) => {
    const file = asRef(await bridge.call("tempfile", "TemporaryFile"));
    await bridge.withPython(file, async (entered) => {
      await asRef(entered).method("write", [new Uint8Array([1, 2])]);
      expect(await file.attr("closed")).toBe(false);
    });
    expect(await file.attr("closed")).toBe(true);
  });

  test("tells `__exit__` of an error of the host, and passes it on", async ({ bridge }) => {
    const ref = await manager(bridge);
    const failure = new RangeError("mine");
    const thrown = await rejection(
      bridge.withPython(ref, () => {
        throw failure;
      }),
    );
    expect(thrown).toBe(failure);
    expect(await ref.attr("seen")).toEqual(["enter", ["CallbackError", "mine", false]]);
    expect(await bridge.run("0")).toBe(0);
  });

  test("gives a Python exception back as itself, with its traceback", async ({ bridge }) => {
    const ref = await manager(bridge);
    await bridge.run("made = []\ndef fail():\n  made.append(KeyError('k'))\n  raise made[0]");
    const error = await rejection(bridge.withPython(ref, () => bridge.run("fail()")));
    expect(error).toMatchObject({ pythonType: "KeyError" });
    expect(await ref.attr("seen")).toEqual(["enter", ["KeyError", "'k'", true]]);
    const same = asRef(await bridge.run("lambda manager: manager.errors[0] is made[0]"));
    expect(await same.method("__call__", [ref])).toBe(true);
  });

  test("honours suppression", async ({ bridge }) => {
    const ref = await manager(bridge, "suppress=True");
    expect(await bridge.withPython(ref, () => bridge.run("1 / 0"))).toBeUndefined();
    const suppress = asRef(await bridge.run("import contextlib; contextlib.suppress(KeyError)"));
    expect(await bridge.withPython(suppress, () => bridge.run("{}['k']"))).toBeUndefined();
    expect(await rejection(bridge.withPython(suppress, () => bridge.run("1 / 0")))).toMatchObject({
      pythonType: "ZeroDivisionError",
    });
  });

  test("exits also when the work in it is cancelled", async ({ bridge }) => {
    const ref = await manager(bridge);
    const controller = new AbortController();
    const { signal } = controller;
    const running = rejection(
      bridge.withPython(ref, () => {
        const sleeping = bridge.call("time", "sleep", [60], { signal });
        setImmediate(() => controller.abort());
        return sleeping;
      }),
    );
    expect(await running).toMatchObject({ code: "cancelled" });
    expect(await ref.attr("seen")).toMatchObject(["enter", ["CallbackError", {}, false]]);
  });

  test("nests; the inner one's exception reaches the outer one as itself", async ({ bridge }) => {
    const outer = await manager(bridge);
    const inner = asRef(await bridge.run("Manager()"));
    await rejection(
      bridge.withPython(outer, () => bridge.withPython(inner, () => bridge.run("{}['k']"))),
    );
    const same = asRef(await bridge.run("lambda a, b: a.errors[0] is b.errors[0]"));
    expect(await same.method("__call__", [outer, inner])).toBe(true);
  });

  test("keeps no exception alive when it has ended", async ({ bridge }) => {
    const ref = await manager(bridge, "suppress=True");
    const run =
      "import weakref, gc\nclass Boom(Exception): pass\ndef fail():\n  global weak\n  e = Boom()\n  weak = weakref.ref(e)\n  raise e";
    await bridge.run(run);
    await bridge.withPython(ref, () => bridge.run("fail()"));
    expect(await bridge.run("gc.collect(); weak() is None")).toBe(false);
    const forget = asRef(await bridge.run("lambda m: m.errors.clear()"));
    await forget.method("__call__", [ref]);
    expect(await bridge.run("gc.collect(); weak() is None")).toBe(true);
  });

  test("of a class without the protocol says so", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["x"]));
    const error = await rejection(bridge.withPython(ref, () => 1));
    expect(error).toMatchObject({ pythonType: "AttributeError" });
  });
});

describe("a Python exception that passes through a callback", () => {
  test("is raised again as itself", async ({ bridge }) => {
    const source = [
      "made = []",
      "def fail():",
      "  made.append(KeyError('k')); raise made[0]",
      "def attempt(f):",
      "  try: f()",
      "  except KeyError as e: return e is made[0]",
      "attempt",
    ].join("\n");
    const attempt = asRef(await bridge.run(source));
    expect(await attempt.method("__call__", [() => bridge.run("fail()")])).toBe(true);
  });
});
