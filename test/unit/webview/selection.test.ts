/** Selecting many refs, and what is done with them: through the same door as keys and clicks. */
import { beforeEach, describe, expect, it } from "vitest";

import { Inspector } from "../../../webview/inspector.js";
import { rowContext } from "../../../webview/model/rowContext.js";
import { initialState } from "../../../webview/model/state.js";
import type { PlacedRow } from "../../../webview/store.js";
import { announcementOf } from "../../../webview/view/announcements.js";
import { impactLines } from "../../../webview/view/bars.js";
import { actionsOf } from "../../../webview/view/rowActions.js";
import { hostState, panelSessionOf, refOf, refsOf, sessionOf } from "./builders.js";
import { TestHostPort } from "./hostPort.js";

let port: TestHostPort;
let inspector: Inspector;

/** A session of `total` refs, the first `known` of which are. */
async function start(total: number, known = total): Promise<void> {
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
  inspector.receive(hostState([panelSessionOf({ refCount: total })]));
  inspector.loader.show({ start: 0, end: 10 });
  await port.answer("refs", { start: 0, total, refs: refsOf(total).slice(0, known) });
}

function row(position: number): PlacedRow {
  const placed = inspector.store.rowAt(position + 1);
  if (!placed) throw new Error(`No row for ref ${position}`);
  return placed;
}

function focus(position: number): void {
  inspector.intents.selection.clear();
  inspector.intents.focus(row(position).content.key);
}

function selected(): readonly string[] {
  return [...inspector.store.state.selection.values()].map(({ refId }) => refId);
}

const impact = {
  count: 2,
  sizeBytes: 2048,
  unsized: 0,
  names: ["a", "b"],
  reached: [{ ref: "r0", from: "box" }],
  reachedTotal: 1,
  isWhole: true,
};

describe("selecting", () => {
  beforeEach(() => start(5));

  it("begins with the focused row, and takes out what is chosen again", () => {
    focus(0);
    inspector.intents.selection.toggle(row(2));
    expect(selected()).toEqual(["r0", "r2"]);
    inspector.intents.selection.toggle(row(0));
    expect(selected()).toEqual(["r2"]);
  });

  it("draws a range from where it began, both ways", () => {
    focus(2);
    inspector.intents.selection.extendTo(row(4));
    expect(selected()).toEqual(["r2", "r3", "r4"]);
    inspector.intents.focus(row(4).content.key);
    inspector.intents.selection.extendTo(row(1));
    expect(selected()).toEqual(["r1", "r2"]);
  });

  it("is over with Escape", () => {
    focus(0);
    inspector.intents.selection.extendTo(row(1));
    inspector.intents.cancel();
    expect(selected()).toEqual([]);
  });

  it("survives a refresh, without what went", () => {
    focus(0);
    inspector.intents.selection.extendTo(row(2));
    inspector.receive(hostState([panelSessionOf({ refCount: 5 })]));
    expect(selected()).toEqual(["r0", "r1", "r2"]);
    const removed = [{ refId: "r1", reason: "expired" }] as const;
    const session = sessionOf({ refCount: 4 });
    const change = { sessionId: "s", session, added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    expect(selected()).toEqual(["r0", "r2"]);
    inspector.receive(hostState([panelSessionOf({ refCount: 0 }, { lost: true })]));
    expect(selected()).toEqual([]);
  });

  it("makes the menu and the buttons of a selected row mean all of them", () => {
    focus(0);
    inspector.intents.selection.extendTo(row(1));
    const { state } = inspector.store;
    expect(rowContext(row(1).content, state)).toMatchObject({ snakebridgeRow: "selection" });
    expect(rowContext(row(3).content, state)).toMatchObject({ snakebridgeRow: "ref" });
    expect(actionsOf(row(1).content, state).map(({ label }) => label)).toEqual([
      "Extend 2 refs",
      "Keep 2 refs",
      "Release 2 refs",
    ]);
  });

  it("is said aloud", () => {
    focus(0);
    const before = inspector.store.state;
    inspector.intents.selection.extendTo(row(1));
    expect(announcementOf(before, inspector.store.state)).toBe("2 refs selected");
  });
});

describe("what is out of sight", () => {
  it("is selected too, with the whole session", async () => {
    await start(2500, 100);
    inspector.intents.selection.all();
    for (const page of [0, 1000, 2000]) {
      const refs = refsOf(2500).slice(page, page + 1000);
      await port.answer("refs", { start: page, total: 2500, refs });
    }
    expect(selected()).toHaveLength(2500);
  });

  it("is selected too, within a range", async () => {
    await start(300, 100);
    focus(98);
    inspector.intents.selection.extendTo(row(101));
    expect(selected()).toEqual(["r98", "r99"]);
    expect(port.open.at(-1)).toMatchObject({ name: "refs", params: { start: 100, count: 2 } });
    await port.answer("refs", { start: 100, total: 300, refs: refsOf(300).slice(100, 102) });
    expect(selected()).toEqual(["r98", "r99", "r100", "r101"]);
  });

  it("does not come into a selection that was given up meanwhile", async () => {
    await start(300, 100);
    focus(98);
    inspector.intents.selection.extendTo(row(101));
    inspector.intents.selection.clear();
    await port.answer("refs", { start: 100, total: 300, refs: refsOf(300).slice(100, 102) });
    expect(selected()).toEqual([]);
  });
});

describe("a release of many", () => {
  beforeEach(async () => {
    await start(5);
    focus(0);
    inspector.intents.selection.extendTo(row(1));
    inspector.intents.release(row(1).content);
  });

  it("says first what it does", async () => {
    const { state } = inspector.store;
    expect(state.pendingRelease && impactLines(state.pendingRelease)).toEqual([
      "Looking at what that does…",
    ]);
    await port.answer("releaseImpact", impact);
    const { pendingRelease } = inspector.store.state;
    expect(pendingRelease && impactLines(pendingRelease)).toEqual([
      "2.0 kB.",
      "Names that break: a, b.",
      "1 object also reached from box.",
    ]);
  });

  it("is one request, after the yes only", async () => {
    await port.answer("releaseImpact", impact);
    expect(port.open).toEqual([]);
    inspector.intents.selection.confirm();
    expect(port.open).toMatchObject([
      { name: "release", params: { chosen: [{ session: "s", refs: ["r0", "r1"] }] } },
    ]);
    expect(inspector.store.state.pendingRelease).toBeNull();
  });

  it("is not done after a no", () => {
    inspector.intents.cancel();
    expect(inspector.store.state.pendingRelease).toBeNull();
    expect(selected()).toEqual(["r0", "r1"]);
    expect(port.open.map(({ name }) => name)).toEqual(["releaseImpact"]);
  });

  it("can be taken back while it is offered", () => {
    const before = inspector.store.state;
    inspector.receive({ kind: "undo", offer: { id: 7, count: 2, secondsLeft: 10 } });
    expect(announcementOf(before, inspector.store.state)).toBe(
      "Released 2 refs. Control Z takes it back within 10 seconds.",
    );
    inspector.intents.selection.undo();
    expect(port.open.at(-1)).toMatchObject({ name: "undoRelease", params: { id: 7 } });
    inspector.receive({ kind: "undo", offer: null });
    expect(inspector.store.state.undo).toBeNull();
  });
});

it("asks anew for the place of a ref that came back among others", async () => {
  await start(3);
  const session = sessionOf({ refCount: 4 });
  const added = [refOf("old", { ageSeconds: 60 })];
  inspector.receive({
    kind: "refsChanged",
    change: { sessionId: "s", session, added, changed: [], removed: [] },
  });
  expect(port.open).toMatchObject([{ name: "refs" }]);
});
