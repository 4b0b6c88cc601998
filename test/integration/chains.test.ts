/**
 * Pipelining: steps hung on a call that is not answered yet travel with it, and leave nothing behind.
 */
import { describe, expect } from "vitest";

import { PythonError, Ref, RefNotFoundError } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, rejection } from "../support/bridgeTest.js";

describe("a chain", () => {
  test("gives the last step's result and frees what was in between", async ({ bridge }) => {
    const value = await bridge
      .call("re", "compile", ["\\d+"])
      .method("match", ["1a"])
      .attr("string");
    expect(value).toBe("1a");
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("takes one round trip: all steps leave in one turn", async ({ bridge }) => {
    await bridge.call("math", "sqrt", [1]);
    const order: string[] = [];
    const chain = bridge.call("re", "compile", ["x"]).method("search", ["axa"]).method("start");
    void bridge.call("math", "sqrt", [4]).then(() => order.push("later call"));
    void chain.then(() => order.push("chain"));
    await bridge.call("math", "sqrt", [9]);
    // Were a step sent only after the answer to the one before, the later call would come first.
    expect(order).toEqual(["chain", "later call"]);
    expect(await chain).toBe(1);
  });

  test("goes on from values as from refs", async ({ bridge }) => {
    expect(await bridge.call("os", "getcwd").method("upper")).toBe(process.cwd().toUpperCase());
    expect(await bridge.call("math", "sqrt", [16]).attr("real").method("hex")).toMatch(/^0x1/);
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("branches, and frees the trunk when the last branch has ended", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["(\\d)"]);
    const matches = ["1", "2"].map((text) => pattern.method("match", [text]).method("group", [1]));
    expect(await Promise.all(matches)).toEqual(["1", "2"]);
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("keeps a step that was awaited too", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["a+"]);
    const text = pattern.attr("pattern");
    const ref = asRef(await pattern);
    expect(await text).toBe("a+");
    expect(await ref.attr("pattern")).toBe("a+");
    expect(await bridge.refs(bridge.currentSession())).toMatchObject([{ id: ref.id }]);
  });

  test("lets an object that was a ref before stay one", async ({ bridge }) => {
    const environ = asRef(await bridge.get("os", "environ"));
    expect(await bridge.get("os", "environ").method("__contains__", ["PATH"])).toBe(true);
    expect(await bridge.refs(bridge.currentSession())).toMatchObject([{ id: environ.id }]);
    expect(await environ.method("__contains__", ["PATH"])).toBe(true);
  });

  test("rejects all that hangs on a failed step with that step's error", async ({ bridge }) => {
    const broken = bridge.call("re", "compile", ["("]);
    const match = broken.method("match", ["x"]);
    const text = match.attr("string");
    const errors = await Promise.all([broken, match, text].map(rejection));
    expect(errors[0]).toBeInstanceOf(PythonError);
    expect(new Set(errors).size).toBe(1);
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("frees what it made before a step failed", async ({ bridge }) => {
    const error = await rejection(bridge.call("re", "compile", ["x"]).attr("nope").attr("more"));
    expect(error).toMatchObject({ pythonType: "AttributeError" });
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("can be released in passing", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["x"]);
    const text = pattern.attr("pattern");
    const released = pattern.release();
    expect(await text).toBe("x");
    expect(await released).toEqual({ outcome: "freed" });
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("passes results as arguments without waiting", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["b"]);
    const text = bridge.call("builtins", "str", ["abc"]);
    expect(await bridge.call("re", "sub", [pattern, "-", text])).toBe("a-c");
    expect(await bridge.refs(bridge.currentSession())).toEqual([]);
  });

  test("goes on later from a call that has left, once it is answered", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["late"]);
    await bridge.call("math", "sqrt", [1]);
    expect(await pattern.attr("pattern")).toBe("late");
    const ref = asRef(await pattern);
    expect(await pattern.method("match", ["late"]).method("group")).toBe("late");
    expect(await ref.attr("pattern")).toBe("late");
  });

  test("says so when a step is hung on what its end has freed", async ({ bridge }) => {
    const pattern = bridge.call("re", "compile", ["x"]);
    await pattern.attr("pattern");
    const error = await rejection(pattern.attr("pattern"));
    expect(error).toBeInstanceOf(RefNotFoundError);
    expect(error).toMatchObject({ reason: "released" });
  });

  test("leaves no unhandled rejection when nobody listens to its middle", async ({ bridge }) => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const chain = bridge.call("nope", "nope").method("a").attr("b");
    void bridge.call("nope", "nope").release();
    await rejection(chain);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", listener);
    // The call that was only released was listened to by nobody, and its release says nothing.
    expect(unhandled).toEqual([]);
  });

  test("of a call that makes a ref gives that ref", async ({ bridge }) => {
    const match = await bridge.call("re", "compile", ["x"]).method("match", ["x"]);
    expect(match).toBeInstanceOf(Ref);
    expect(await asRef(match).method("group")).toBe("x");
  });
});
