/** The inspector without a page: what it asks the host for, when, and what it makes of the answers. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Inspector } from "../../../webview/inspector.js";
import { keepPictures } from "../../../webview/keptPictures.js";
import { imageKey, refKey, reprKey, sessionKey } from "../../../webview/model/nodeKeys.js";
import type { RowContent } from "../../../webview/model/rowContent.js";
import { initialState } from "../../../webview/model/state.js";
import { changeMs, farewellMs, verdictMs } from "../../../webview/passing.js";
import { settleReveal } from "../../../webview/revealing.js";
import {
  childOf,
  childrenOf,
  hostState,
  panelSessionOf,
  picture,
  refOf,
  refsOf,
  sessionOf,
  summaryOf,
  workerOf,
} from "./builders.js";
import { TestHostPort } from "./hostPort.js";

let port: TestHostPort;
let inspector: Inspector;

function start(refCount: number): void {
  inspector.receive(hostState([panelSessionOf({ refCount })]));
}

async function startWith(count: number): Promise<void> {
  start(count);
  inspector.loader.show({ start: 0, end: 20 });
  await port.answer("refs", { start: 0, total: count, refs: refsOf(count) });
}

function row(index: number): RowContent {
  const placed = inspector.store.rowAt(index);
  if (!placed) throw new RangeError(`No row ${index}`);
  return placed.content;
}

function rowOf<Kind extends RowContent["kind"]>(
  kind: Kind,
  index: number,
): Extract<RowContent, { kind: Kind }> {
  const content = row(index);
  if (content.kind !== kind) throw new TypeError(`Row ${index} is a ${content.kind}`);
  // SAFETY: the kind was compared just now; TypeScript does not narrow by a generic.
  return content as Extract<RowContent, { kind: Kind }>;
}

const rows = (): readonly string[] => picture(inspector.store.state);

beforeEach(() => {
  vi.useFakeTimers();
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
});

afterEach(() => vi.useRealTimers());

describe("loading", () => {
  it("says that it listens before anything else", () => {
    inspector.start();
    expect(port.posted).toEqual([{ kind: "ready" }]);
  });

  it("asks for nothing while nothing is in view", () => {
    start(1000);
    expect(port.open).toEqual([]);
  });

  it("asks for whole windows around what is in view, once", () => {
    start(1000);
    inspector.loader.show({ start: 90, end: 130 });
    inspector.loader.show({ start: 91, end: 131 });
    expect(port.open.map(({ params }) => params)).toEqual([
      { session: "s", start: 0, count: 100 },
      { session: "s", start: 100, count: 100 },
    ]);
  });

  it("asks for the rest of a window that came in part", async () => {
    start(80);
    inspector.loader.show({ start: 0, end: 81 });
    await port.answer("refs", { start: 0, total: 80, refs: refsOf(30) });
    expect(port.open.map(({ params }) => params)).toEqual([{ session: "s", start: 30, count: 70 }]);
  });

  it("shows a failure in the row, and asks again on retry only", async () => {
    start(1);
    inspector.loader.show({ start: 0, end: 10 });
    await port.refuse("refs", "worker exited");
    expect(rows()).toEqual(["session s", "  ! worker exited"]);
    expect(port.open).toEqual([]);
    inspector.intents.retry(rowOf("failure", 1));
    expect(port.open).toHaveLength(1);
  });

  it("takes an empty answer as a failure rather than asking for ever", async () => {
    start(5);
    inspector.loader.show({ start: 0, end: 10 });
    await port.answer("refs", { start: 0, total: 5, refs: [] });
    expect(rows()[1]).toBe("  ! The rows did not come.");
    expect(port.open).toEqual([]);
  });

  it("asks again when the answer came after another state", async () => {
    start(2);
    inspector.loader.show({ start: 0, end: 10 });
    start(2);
    await port.answer("refs", { start: 0, total: 2, refs: refsOf(2) });
    expect(rows()).toEqual(["session s", "  …", "  …"]);
    await port.answer("refs", { start: 0, total: 2, refs: refsOf(2) });
    expect(rows()).toEqual(["session s", "  r0", "  r1"]);
  });

  it("does not take an answer of the wrong shape", async () => {
    start(1);
    inspector.loader.show({ start: 0, end: 10 });
    const [request] = port.open;
    inspector.receive({ kind: "reply", id: request?.id, ok: true, result: { refs: "none" } });
    await vi.advanceTimersByTimeAsync(0);
    expect(rows()[1]).toBe("  ! The answer to “refs” cannot be read.");
  });

  it("opens what was open before a reload, once it is in view", async () => {
    const state = { ...initialState, expanded: new Map([[refKey("r0"), true]]) };
    inspector = new Inspector(port, state);
    await startWith(1);
    expect(port.open).toMatchObject([{ name: "children", params: { ref: "r0", count: 100 } }]);
    await port.answer("children", childrenOf([childOf("flags")]));
    expect(rows()).toEqual(["session s", "  r0", "    .flags"]);
  });
});

describe("intents", () => {
  it("releases a ref on request and waits for the event to take the row away", async () => {
    await startWith(2);
    inspector.intents.release(row(1));
    expect(port.open).toMatchObject([
      { name: "release", params: { chosen: [{ session: "s", refs: ["r0"] }] } },
    ]);
    expect(rows()).toEqual(["session s", "  r0", "  r1"]);
  });

  it("asks before it releases a session with refs", async () => {
    await startWith(2);
    inspector.intents.release(row(0));
    expect(inspector.store.state.confirming).toBe(sessionKey("s"));
    expect(port.open).toMatchObject([{ name: "releaseImpact", params: { session: "s" } }]);
    const impact = { count: 2, sizeBytes: 96, unsized: 0, names: ["a"], reached: [] };
    await port.answer("releaseImpact", { ...impact, reachedTotal: 0, isWhole: true });
    expect(inspector.store.state.confirmingImpact).toMatchObject({ names: ["a"] });
    inspector.intents.release(row(0));
    expect(inspector.store.state.confirmingImpact).toBeNull();
    await port.answer("releaseSession", { released: 2 });
    expect(rows()).toEqual(["session s (ended)"]);
  });

  it("keeps the session when the question is declined", async () => {
    await startWith(2);
    inspector.intents.release(row(0));
    inspector.intents.cancelRelease();
    expect(inspector.store.state.confirming).toBeNull();
  });

  it("toggles keeping, and extends by an hour on top of what is left", async () => {
    await startWith(1);
    inspector.intents.keep(rowOf("ref", 1));
    inspector.intents.extend(rowOf("ref", 1));
    expect(port.open).toMatchObject([
      { name: "pin", params: { session: "s", ref: "r0", on: true } },
      { name: "extend", params: { session: "s", ref: "r0", seconds: 7200 } },
    ]);
    await port.answer("pin", refOf("r0", { pinned: true, remainingSeconds: null }));
    inspector.intents.keep(rowOf("ref", 1));
    expect(port.open.at(-1)).toMatchObject({ name: "pin", params: { on: false } });
  });

  it("tells in the row what the host refused", async () => {
    await startWith(1);
    inspector.intents.keep(rowOf("ref", 1));
    await port.refuse("pin", "The session is full of kept refs.");
    expect(inspector.store.state.problems.get(refKey("r0"))).toBe(
      "The session is full of kept refs.",
    );
  });

  it("evaluates a lazy row only when asked, and shows what came of it", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    const lazy = childOf("shape", { summary: null, lazyReason: "property of Frame" });
    await port.answer("children", childrenOf([lazy]));
    expect(port.open).toEqual([]);
    inspector.intents.activate(row(2));
    expect(port.open).toMatchObject([
      { name: "evaluate", params: { ref: "r0", path: [{ attr: "shape" }], form: "value" } },
    ]);
    const { key } = row(2);
    expect(inspector.store.state.evaluations.get(key)).toEqual({
      status: "running",
      isWaiting: false,
    });
    await port.answer("evaluate", { summary: summaryOf(), text: null });
    expect(inspector.store.state.evaluations.get(key)).toMatchObject({ status: "value" });
    inspector.intents.evaluate(rowOf("child", 2));
    await port.refuse("evaluate", "ValueError: no");
    expect(inspector.store.state.evaluations.get(key)).toEqual({
      status: "failed",
      message: "ValueError: no",
    });
  });

  it("opens the value of an evaluated row, below its own path", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    const lazy = childOf("parts", { summary: null, lazyReason: "property of Model" });
    await port.answer("children", childrenOf([lazy]));
    inspector.intents.activate(row(2));
    await port.answer("evaluate", { summary: summaryOf(), text: null });
    inspector.intents.activate(row(2));
    expect(port.open).toMatchObject([{ name: "children", params: { path: [{ attr: "parts" }] } }]);
    await port.answer("children", childrenOf([childOf("first")]));
    expect(rows().slice(2)).toEqual(["    .parts", "      .first"]);
  });

  it("looks again at the parts of what was evaluated anew", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    const kept = childOf("parts", { lazyReason: "property of Model" });
    await port.answer("children", childrenOf([kept]));
    inspector.intents.activate(row(2));
    await port.answer("children", childrenOf([childOf("first")]));
    inspector.intents.evaluate(rowOf("child", 2));
    await port.answer("evaluate", { summary: summaryOf(), text: null });
    expect(port.open).toMatchObject([{ name: "children", params: { path: [{ attr: "parts" }] } }]);
  });

  it("says that an evaluation waits while Python is busy with something else", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    const lazy = childOf("shape", { summary: null, lazyReason: "property of Frame" });
    await port.answer("children", childrenOf([lazy]));
    const sessions = [panelSessionOf({ refCount: 1 })];
    inspector.receive(hostState(sessions, [workerOf({ state: "busy" })]));
    const { key } = row(2);
    inspector.intents.activate(row(2));
    expect(inspector.store.state.evaluations.get(key)).toMatchObject({ isWaiting: true });
  });

  it("asks no more for a type that timed out, until it is told to again", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    const lazy = childOf("shape", { summary: null, lazyReason: "property of Frame" });
    await port.answer("children", childrenOf([lazy]));
    inspector.intents.ask(rowOf("child", 2).ownerType, false);
    inspector.intents.activate(row(2));
    expect(port.open).toEqual([]);
    inspector.intents.ask("re.Pattern", true);
    inspector.intents.activate(row(2));
    expect(port.open).toMatchObject([{ name: "evaluate" }]);
  });

  it("shows what repr says when asked, and the preview again", async () => {
    await startWith(1);
    const ref = rowOf("ref", 1);
    inspector.intents.showRepr(ref);
    expect(port.open).toMatchObject([{ name: "evaluate", params: { ref: "r0", form: "repr" } }]);
    await port.answer("evaluate", { summary: null, text: "<a pattern>" });
    const key = reprKey(ref.key);
    expect(inspector.store.state.evaluations.get(key)).toMatchObject({ text: "<a pattern>" });
    inspector.intents.hideResult(ref);
    expect(inspector.store.state.evaluations.has(key)).toBe(false);
  });

  it("shows an image when asked, and gives its bytes up with its ref", async () => {
    const giveUp = vi.spyOn(URL, "revokeObjectURL");
    keepPictures(inspector.store);
    await startWith(1);
    const ref = rowOf("ref", 1);
    inspector.intents.showImage(ref);
    expect(port.open).toMatchObject([{ name: "image", params: { session: "s", ref: "r0" } }]);
    const image = { mimeType: "image/png", data: Uint8Array.of(1), width: 640, height: 480 };
    await port.answer("image", image);
    const shown = inspector.store.state.evaluations.get(imageKey(ref.key));
    expect(shown).toMatchObject({ status: "image", width: 640, height: 480 });
    expect(giveUp).not.toHaveBeenCalled();
    const removed = [{ refId: "r0", reason: "expired" }];
    const change = { sessionId: "s", session: sessionOf(), added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    expect(giveUp.mock.calls).toEqual([[shown?.status === "image" && shown.address]]);
  });

  it("goes to the ancestor that a cycle leads to", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    await port.answer("children", childrenOf([childOf("self", { cycleDepth: 0 })]));
    inspector.intents.activate(row(2));
    expect(settleReveal(inspector.store)).toBe(1);
    expect(inspector.store.state.focused).toBe(refKey("r0"));
  });

  it("runs a command with the row's context", () => {
    start(1);
    inspector.intents.run("snakebridge.restartWorker", row(0));
    expect(port.posted.at(-1)).toEqual({
      kind: "command",
      command: "snakebridge.restartWorker",
      row: {
        snakebridgeRow: "session",
        workerId: "w",
        sessionId: "s",
        lost: false,
        preventDefaultContextMenuItems: true,
      },
    });
  });

  it("dismisses a tombstone here and in the host's memory", async () => {
    await startWith(1);
    const removed = [{ refId: "r0", reason: "expired" }];
    const change = { sessionId: "s", session: sessionOf(), added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    inspector.intents.release(row(1));
    expect(rows()).toEqual(["session s"]);
    expect(port.posted.at(-1)).toEqual({ kind: "dismiss", sessionId: "s", refIds: ["r0"] });
  });
});

describe("what passes by itself", () => {
  it("takes a released ref's tombstone away after a moment, an expired one's not", async () => {
    await startWith(2);
    const removed = [
      { refId: "r0", reason: "released" },
      { refId: "r1", reason: "expired" },
    ];
    const change = { sessionId: "s", session: sessionOf(), added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    expect(rows()).toEqual(["session s", "  † r0: released", "  † r1: expired"]);
    vi.advanceTimersByTime(verdictMs);
    expect(rows()).toEqual(["session s", "  † r1: expired"]);
    expect(port.posted.at(-1)).toEqual({ kind: "dismiss", sessionId: "s", refIds: ["r0"] });
  });

  it("lets the tombstone of a freed ref go and that of a held one stand", async () => {
    await startWith(2);
    const removed = [
      { refId: "r0", reason: "released" },
      { refId: "r1", reason: "released" },
    ] as const;
    const change = { sessionId: "s", session: sessionOf(), added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    inspector.receive({
      kind: "verdicts",
      sessionId: "s",
      verdicts: [
        { refId: "r0", title: "r0", reason: "freed", isHeld: false },
        { refId: "r1", title: "r1", reason: "held by x", isHeld: true },
        { refId: "r2", title: "r2", reason: "held by y", isHeld: true },
      ],
    });
    expect(rows()).toEqual([
      "session s",
      "  † r0: freed",
      "  † r1: held by x",
      "  † r2: held by y",
    ]);
    vi.advanceTimersByTime(verdictMs);
    expect(rows()).toEqual(["session s", "  † r1: held by x", "  † r2: held by y"]);
  });

  it("leaves a ref alone that came back", async () => {
    await startWith(1);
    const removed = [{ refId: "r0", reason: "released" }] as const;
    const change = { sessionId: "s", session: sessionOf(), added: [], changed: [] };
    inspector.receive({ kind: "refsChanged", change: { ...change, removed } });
    const session = sessionOf({ refCount: 1 });
    const back = { ...change, session, added: [refOf("r0")], removed: [] };
    inspector.receive({ kind: "refsChanged", change: back });
    vi.advanceTimersByTime(verdictMs);
    expect(inspector.store.state.dismissed.size).toBe(0);
    expect(rows()).toEqual(["session s", "  r0"]);
  });

  it("forgets an ended session after a moment", async () => {
    await startWith(1);
    const change = { sessionId: "s", session: null, added: [], changed: [], removed: [] };
    inspector.receive({ kind: "refsChanged", change });
    vi.advanceTimersByTime(farewellMs);
    expect(rows()).toEqual([]);
  });

  it("lets a flash settle, and a second one its whole time", async () => {
    await startWith(1);
    const changeTo = (text: string): void => {
      const changed = [refOf("r0", { preview: [{ kind: "text", text }] })];
      const session = sessionOf({ refCount: 1 });
      const change = { sessionId: "s", session, added: [], changed, removed: [] };
      inspector.receive({ kind: "refsChanged", change });
    };
    changeTo("one");
    vi.advanceTimersByTime(1000);
    changeTo("two");
    vi.advanceTimersByTime(1000);
    expect(inspector.store.state.flashing.get(refKey("r0"))).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(inspector.store.state.flashing.size).toBe(0);
    vi.advanceTimersByTime(changeMs - 3000);
    expect(inspector.store.state.changes.get(refKey("r0"))?.was.preview[0]?.text).toBe("one");
    vi.advanceTimersByTime(1000);
    expect(inspector.store.state.changes.size).toBe(0);
  });
});

describe("focus", () => {
  it("goes to the row that takes the place of one that went", async () => {
    await startWith(3);
    inspector.intents.focus(refKey("r1"));
    inspector.receive(hostState([panelSessionOf({ refCount: 2 })]));
    const refs = [refOf("r0"), refOf("r2")];
    await port.answer("refs", { start: 0, total: 2, refs });
    expect(inspector.store.state.focused).toBe(refKey("r2"));
  });

  it("goes to what was folded over it", async () => {
    await startWith(1);
    inspector.intents.activate(row(1));
    await port.answer("children", childrenOf([childOf("flags")]));
    inspector.intents.focus(row(2).key);
    inspector.receive({ kind: "collapseAll" });
    expect(inspector.store.state.focused).toBe(sessionKey("s"));
  });

  it("waits for a row that is not there yet after a reload", async () => {
    inspector = new Inspector(port, { ...initialState, focused: refKey("r1") });
    start(2);
    expect(inspector.store.state.focused).toBe(refKey("r1"));
    inspector.loader.show({ start: 0, end: 10 });
    await port.answer("refs", { start: 0, total: 2, refs: refsOf(2) });
    expect(inspector.store.focusIndex).toBe(2);
  });

  it("stays on the row when a tombstone takes its place", async () => {
    await startWith(2);
    inspector.intents.focus(refKey("r0"));
    const removed = [{ refId: "r0", reason: "released" }];
    const session = sessionOf({ refCount: 1 });
    const change = { sessionId: "s", session, added: [], changed: [], removed };
    inspector.receive({ kind: "refsChanged", change });
    expect(inspector.store.focusIndex).toBe(1);
    expect(row(1).kind).toBe("tombstone");
  });
});

describe("reveal", () => {
  it("loads a session from its end until the ref is found", async () => {
    start(250);
    inspector.receive({ kind: "reveal", sessionId: "s", refId: "wanted" });
    expect(settleReveal(inspector.store)).toBeUndefined();
    expect(port.open).toMatchObject([{ params: { start: 200, count: 100 } }]);
    const newest = refsOf(50).map((ref) => ({ ...ref, id: `n${ref.id}` }));
    await port.answer("refs", { start: 200, total: 250, refs: newest });
    expect(port.open).toMatchObject([{ params: { start: 100, count: 100 } }]);
    const older = [refOf("wanted"), ...refsOf(99)];
    await port.answer("refs", { start: 100, total: 250, refs: older });
    expect(settleReveal(inspector.store)).toBe(101);
    expect(inspector.store.state.focused).toBe(refKey("wanted"));
    expect(settleReveal(inspector.store)).toBeUndefined();
  });

  it("gives up on a ref that is in no window", async () => {
    await startWith(2);
    inspector.receive({ kind: "reveal", sessionId: "s", refId: "unknown" });
    expect(settleReveal(inspector.store)).toBeUndefined();
    expect(inspector.store.state.revealing).toBeNull();
  });
});
