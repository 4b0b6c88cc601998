/**
 * Releases through the library that can be taken back: impact beforehand, the same object again, proof afterwards.
 */
import { describe, expect } from "vitest";

import { RefNotFoundError } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, eventually, rejection } from "../support/bridgeTest.js";

const thing = "class Thing: pass\nthing = Thing()\nthing";

describe("a release with grace", () => {
  test("taken back gives the very same object with its name", async ({ bridge }) => {
    const ref = asRef(await bridge.run(thing));
    const { sessionId, id } = ref;
    const before = await bridge.call("builtins", "id", [ref]);
    const { outcomes } = await bridge.grace.release(sessionId, [id], 10);
    expect(outcomes).toEqual([{ outcome: "freed" }]);
    expect(await rejection(bridge.call("builtins", "id", [ref]))).toBeInstanceOf(RefNotFoundError);
    expect(await bridge.grace.restore(sessionId, [id])).toEqual({
      outcomes: [{ outcome: "restored", lostNames: [] }],
    });
    expect(await bridge.call("builtins", "id", [ref])).toBe(before);
    expect(await bridge.run("id(thing)")).toBe(before);
  });

  test("tells listeners that the ref went and that it is back", async ({ bridge }) => {
    const events: string[] = [];
    bridge.onDidChangeRefs(({ added, removed }) => {
      events.push(...removed.map(({ reason }) => reason), ...added.map(() => "added"));
    });
    const { sessionId, id } = asRef(await bridge.run(thing));
    await eventually("told", () => events.join() === "added");
    await bridge.grace.release(sessionId, [id], 10);
    await eventually("told", () => events.join() === "added,released");
    await bridge.grace.restore(sessionId, [id]);
    await eventually("told", () => events.join() === "added,released,added");
  });

  test("is proven when its time is up", async ({ bridge }) => {
    const { sessionId, id } = asRef(await bridge.run(thing));
    const held = asRef(await bridge.run("import colorsys\ncolorsys.kept = Thing()\ncolorsys.kept"));
    await bridge.grace.release(sessionId, [id, held.id], 0.05);
    const fates = async () => (await bridge.grace.verify(sessionId, [id, held.id])).fates;
    await eventually("let go", async () => (await fates()).every(({ fate }) => fate !== "kept"));
    expect(await fates()).toEqual([
      { fate: "freed" },
      { fate: "held", by: ["global `kept` of module colorsys"] },
    ]);
    expect(await bridge.grace.restore(sessionId, [id])).toEqual({
      outcomes: [{ outcome: "gone" }],
    });
  });

  test("says beforehand what it does", async ({ bridge }) => {
    const { sessionId, id } = asRef(await bridge.run(thing));
    await bridge.run("box = [thing]\nbox", { as: "ref" });
    expect(await bridge.grace.impact(sessionId, [id])).toMatchObject({
      count: 1,
      names: ["thing"],
      reached: [{ ref: id, from: "box" }],
      isWhole: true,
    });
  });

  test("of a session that is not there says so and starts nothing", async ({ bridge }) => {
    expect(await bridge.grace.impact("none", ["a"])).toMatchObject({ count: 0 });
    expect(await bridge.grace.restore("none", ["a"])).toEqual({ outcomes: [{ outcome: "gone" }] });
    expect(bridge.workers).toEqual([]);
  });
});
