/** The bridge as other extensions get it: the library, over the pipe that the language client shares. */
import assert from "node:assert/strict";

import type { Ref, SnakeBridge } from "../../src/bridge/index.js";
import { bridge } from "./support.js";

suite("the bridge that other extensions get", () => {
  let shared: SnakeBridge;
  const session = { session: "api" };

  suiteSetup(async () => {
    shared = await bridge();
  });

  suiteTeardown(async () => {
    for (const id of ["api", "other"]) await shared.releaseSession(id);
  });

  test("carries values both ways", async () => {
    const same = await shared.run<Ref>("lambda x: x", session);
    const numbers = Array.from({ length: 10_000 }, (_, index) => index / 3);
    const values = [
      ["\ud800 🐍", 2n ** 70n, -0, Infinity, null, true],
      new Map([["__type__", new Set(["a"])]]),
      Uint8Array.from({ length: 100_000 }, (_, index) => index % 256),
      numbers,
    ];
    assert.deepEqual(await same.method("__call__", [values]), values);
  });

  test("calls functions of theirs, which may call it", async () => {
    const root = (sum: number, n: number) =>
      shared.call<number>("math", "sqrt", [n], session).then((value) => sum + value);
    const result = await shared.call("functools", "reduce", [root, [4, 9], 0], session);
    assert.equal(result, 5);
  });

  test("leads a context manager through their code", async () => {
    const file = await shared.call<Ref>("tempfile", "TemporaryFile", [], session);
    await shared.withPython(file, async () => {
      assert.equal(await file.attr("closed"), false);
    });
    assert.equal(await file.attr("closed"), true);
  });

  test("refuses a ref in another session, and tells why one is gone", async () => {
    const ref = await shared.call<Ref>("re", "compile", ["a"], session);
    await assert.rejects(ref.attr("pattern", { session: "other" }), {
      code: "sessionMismatch",
      expectedSession: "api",
      actualSession: "other",
    });
    await ref.release();
    await assert.rejects(ref.attr("pattern"), { code: "refNotFound", reason: "released" });
  });

  test("stops what their signal stops, and goes on", async () => {
    const signal = AbortSignal.timeout(50);
    const stopped = shared.run("while True: pass", { ...session, signal });
    await assert.rejects(stopped, { code: "cancelled" });
    assert.equal(await shared.run("1", session), 1);
  });
});
