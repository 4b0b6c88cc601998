/** Refs listed otherwise than in creation order: what is asked for, and which rows come of the answers. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Inspector } from "../../../webview/inspector.js";
import { coverage, toRefArrangement } from "../../../webview/model/arrangement.js";
import { recall, remember } from "../../../webview/model/memory.js";
import { initialState } from "../../../webview/model/state.js";
import { rowLabel } from "../../../webview/view/words.js";
import {
  changeOf,
  hostState,
  panelSessionOf,
  picture,
  refOf,
  refsOf,
  sessionOf,
} from "./builders.js";
import { TestHostPort } from "./hostPort.js";

let port: TestHostPort;
let inspector: Inspector;

beforeEach(async () => {
  vi.useFakeTimers();
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
  inspector.receive(hostState([panelSessionOf({ refCount: 4 })]));
  inspector.loader.show({ start: 0, end: 20 });
  await port.answer("refs", { start: 0, total: 4, refs: refsOf(4) });
});

afterEach(() => vi.useRealTimers());

const rows = (): readonly string[] => picture(inspector.store.state);

const params = (): readonly unknown[] => port.open.map((request) => request.params);

async function answer(
  names: readonly string[],
  groups: readonly (readonly [string, number])[] = [],
  covered = 4,
): Promise<void> {
  const arranged = { of: 4, covered, groups: groups.map(([name, count]) => ({ name, count })) };
  const refs = names.map((name) => refOf(name));
  await port.answer("refs", { start: 0, total: names.length, refs, arranged });
}

/** Till the worker is asked again. */
async function rest(): Promise<void> {
  await vi.runAllTimersAsync();
}

describe("sorting", () => {
  it("asks the worker for another order, and shows the old one until it comes", async () => {
    inspector.intents.arrange({ sort: "size", descending: true });
    expect(params()).toMatchObject([{ arrangement: { sort: "size", descending: true }, look: 1 }]);
    expect(rows()).toEqual(["session s", "  r0", "  r1", "  r2", "  r3"]);
    await answer(["r3", "r1", "r2", "r0"]);
    expect(rows()).toEqual(["session s", "  r3", "  r1", "  r2", "  r0"]);
  });

  it("looks anew when a ref comes, one question at a time", async () => {
    inspector.intents.arrange({ sort: "name" });
    const session = sessionOf({ refCount: 5 });
    inspector.receive(changeOf({ session, added: [refOf("new")] }));
    expect(port.open).toHaveLength(1);
    await answer(["r0", "r1", "r2", "r3"]);
    expect(port.open).toHaveLength(0);
    await rest();
    expect(params()).toMatchObject([{ arrangement: { sort: "name" }, look: 2 }]);
    await answer(["new", "r0", "r1", "r2", "r3"]);
    expect(rows().slice(0, 2)).toEqual(["session s", "  new"]);
  });

  it("goes back to the order of creation", async () => {
    inspector.intents.arrange({ sort: "name" });
    await answer(["r3", "r2", "r1", "r0"]);
    await rest();
    inspector.intents.arrange({ sort: null });
    expect(params()).toEqual([{ session: "s", start: 0, count: 100 }]);
  });
});

describe("filtering", () => {
  it("shows what passes and tells how many of how many", async () => {
    inspector.intents.arrange({ filter: " r3 " });
    expect(params()).toMatchObject([{ arrangement: { filter: "r3" } }]);
    await answer(["r3"]);
    expect(rows()).toEqual(["session s", "  r3"]);
    expect(coverage(inspector.store.state)).toEqual({ listed: 1, of: 4, isComplete: true });
  });

  it("lets the worker go on while it is not through", async () => {
    inspector.intents.arrange({ filter: "r" });
    await answer(["r0"], [], 2);
    expect(coverage(inspector.store.state)).toEqual({ listed: 1, of: 4, isComplete: false });
    expect(params()).toMatchObject([{ start: 0, look: 1 }]);
    await answer(["r0", "r2"]);
    expect(rows()).toEqual(["session s", "  r0", "  r2"]);
    expect(port.open).toEqual([]);
  });

  it("counts closed sessions too, and opens those in which something was found", async () => {
    inspector.receive(
      hostState([
        panelSessionOf({ refCount: 4 }),
        panelSessionOf({ id: "t", refCount: 2 }, { current: false }),
      ]),
    );
    await port.answer("refs", { start: 0, total: 4, refs: refsOf(4) });
    inspector.intents.arrange({ filter: "x" });
    expect(params()).toMatchObject([{ session: "s" }, { session: "t" }]);
    await answer([]);
    const arranged = { of: 2, covered: 2, groups: [] };
    await port.answer("refs", { start: 0, total: 1, refs: [refOf("x")], arranged });
    expect(rows()).toEqual(["session s", "session t", "  x"]);
  });

  it("gives way to a ref that is to be shown", async () => {
    inspector.intents.arrange({ filter: "nothing" });
    await answer([]);
    inspector.receive({ kind: "reveal", sessionId: "s", refId: "r1" });
    expect(inspector.store.state.arrangement.filter).toBe("");
  });
});

describe("grouping", () => {
  it("puts refs under the type they have in common, open at first", async () => {
    inspector.intents.arrange({ group: "type" });
    await answer(
      ["a", "b", "c", "d"],
      [
        ["dict", 1],
        ["re.Pattern", 3],
      ],
    );
    expect(rows()).toEqual([
      "session s",
      ...["  [dict 1]", "    a", "  [re.Pattern 3]", "    b", "    c", "    d"],
    ]);
    const group = inspector.store.rowAt(3)?.content;
    if (group) inspector.intents.setOpen(group, false);
    expect(rows()).toEqual(["session s", "  [dict 1]", "    a", "  [re.Pattern 3]"]);
  });

  it("keeps its groups while a change of their size is not answered yet", async () => {
    inspector.intents.arrange({ group: "type" });
    await answer(
      ["a", "b", "c", "d"],
      [
        ["dict", 1],
        ["re.Pattern", 3],
      ],
    );
    const session = sessionOf({ refCount: 3 });
    const removed = [{ refId: "d", reason: "released" }] as const;
    inspector.receive(changeOf({ session, removed }));
    expect(rows().filter((row) => row.includes("["))).toEqual(["  [dict 1]", "  [re.Pattern 2]"]);
  });
});

describe("grouping over all sessions", () => {
  const group = (name: string, count: number) => ({ name, count });

  beforeEach(async () => {
    inspector.receive(
      hostState([
        panelSessionOf({ refCount: 2 }),
        panelSessionOf({ id: "t", label: "other", refCount: 2 }, { current: false }),
        panelSessionOf({ id: "u", refCount: 0 }, { current: false }),
      ]),
    );
    inspector.intents.arrange({ group: "type", acrossSessions: true });
    for (const { params } of port.open) {
      const isFirst = Reflect.get(params, "session") === "s";
      const names = isFirst ? ["a", "b"] : ["c", "d"];
      const groups = isFirst
        ? [group("dict", 1), group("list", 1)]
        : [group("dict", 1), group("set", 1)];
      const arranged = { of: 2, covered: 2, groups };
      const refs = names.map((name) => refOf(name));
      await port.answer("refs", { start: 0, total: 2, refs, arranged });
    }
  });

  it("puts refs of several sessions under what they have in common, and the other sessions below", () => {
    expect(rows()).toEqual([
      ...["[dict 2]", "  a", "  c", "[list 1]", "  b", "[set 1]", "  d"],
      "session u",
    ]);
  });

  it("says of each ref whose it is, as no row above does", () => {
    const told = [1, 2].map((index) => {
      const content = inspector.store.rowAt(index)?.content;
      return content && rowLabel(content, inspector.store.state, 0);
    });
    expect(told).toEqual([
      expect.stringMatching(/^a, .*, of demo.py$/),
      expect.stringMatching(/^c, .*, of other$/),
    ]);
  });

  it("closes with Collapse All, and is remembered", () => {
    inspector.store.apply({ kind: "collapseAll" });
    expect(rows()).toEqual(["[dict 2]", "[list 1]", "[set 1]", "session u"]);
    const kept = remember(inspector.store.state, { topKey: null, offset: 0 });
    expect(recall(kept).state.arrangement.acrossSessions).toBe(true);
  });
});

describe("an arrangement", () => {
  it("says nothing of what was not chosen", () => {
    const chosen = { sort: null, descending: false, group: null, filter: "  " };
    expect(toRefArrangement(chosen)).toBeUndefined();
    expect(toRefArrangement({ ...chosen, group: "type" })).toEqual({ group: "type" });
  });

  it("survives a reload of the view", () => {
    inspector.intents.arrange({ sort: "used", filter: "x" });
    const memory = remember(inspector.store.state, { topKey: null, offset: 0 });
    const { arrangement } = recall(structuredClone(memory)).state;
    expect(arrangement).toEqual(inspector.store.state.arrangement);
  });
});
