/** The state under sequences of messages, seen as the rows that come of it. */
import { describe, expect, it } from "vitest";

import type { Action } from "../../../webview/model/actions.js";
import { childKey, refKey, sessionKey } from "../../../webview/model/nodeKeys.js";
import { knownIndexes } from "../../../webview/model/outline.js";
import { reduce } from "../../../webview/model/reduce.js";
import { toOutline } from "../../../webview/model/rows.js";
import {
  changeOf,
  childOf,
  childrenOf,
  hostState,
  loaded,
  panelSessionOf,
  picture,
  play,
  refOf,
  refsOf,
  rowsOf,
  sessionOf,
  stateWithRefs,
  summaryOf,
  workerOf,
} from "./builders.js";

const expand = (key: string, on = true): Action => ({ kind: "expand", key, on });
const address = (ref: string) => ({ session: "s", ref });

/** The first answer about an open ref. */
function children(ref: string, result = childrenOf([childOf("flags"), childOf("groups")])): Action {
  return { kind: "childrenLoaded", key: refKey(ref), address: address(ref), generation: 0, result };
}

describe("reduce: state from the host", () => {
  it("opens the current session and leaves others closed", () => {
    const other = panelSessionOf({ id: "t", refCount: 2 }, { current: false });
    const state = play([hostState([panelSessionOf({ refCount: 1 }), other])]);
    expect(picture(state)).toEqual(["session s", "  …", "session t"]);
  });

  it("keeps what is open and shown when the host states everything again", () => {
    const before = play([expand(refKey("r0")), children("r0")], stateWithRefs(2));
    const after = play([hostState([panelSessionOf({ refCount: 2 })])], before);
    expect(picture(after)).toEqual(picture(before));
  });

  it("looks again at what it keeps showing", () => {
    const before = stateWithRefs(2);
    const after = play([hostState([panelSessionOf({ refCount: 2 })])], before);
    expect(after.refs.get("s")?.live.generation).toBe(1);
    expect(rowsOf(after)[1]).toMatchObject({ kind: "ref", spot: { isFresh: false } });
  });

  it("does not reopen a session that the person closed", () => {
    const state = play(
      [expand(sessionKey("s"), false), hostState([panelSessionOf({ refCount: 2 })])],
      stateWithRefs(2),
    );
    expect(picture(state)).toEqual(["session s"]);
  });

  it("shows the tombstones of a lost session", () => {
    const tombstones = [{ refId: "a", title: "model", reason: "lost when Python exited" }];
    const lost = panelSessionOf({ refCount: 1 }, { lost: true, tombstones });
    const exit = { summary: "killed by SIGKILL", stderrTail: ["Out of memory"] };
    const state = play([hostState([lost], [workerOf({ state: "exited", exit })])]);
    expect(picture(state)).toEqual(["worker w", "session s", "  † model: lost when Python exited"]);
    expect(rowsOf(state)[1]).toMatchObject({ exitSummary: "killed by SIGKILL" });
  });

  it("shows a lost session as alive once it is told of again", () => {
    const lost = panelSessionOf({}, { lost: true, lossReason: "its cluster worker ended" });
    const state = play([hostState([lost]), changeOf({ added: [refOf("r0")] })]);
    expect(rowsOf(state)[0]).toMatchObject({ session: { lost: false }, exitSummary: null });
  });

  it("ignores an answer that was asked for before the last look", () => {
    const state = play([
      hostState([panelSessionOf({ refCount: 1 })]),
      hostState([panelSessionOf({ refCount: 1 })]),
      loaded([refOf("late")]),
    ]);
    expect(picture(state)).toEqual(["session s", "  …"]);
  });
});

describe("reduce: changes", () => {
  it("applies changes in the order they come", () => {
    const state = play(
      [
        changeOf({ added: [refOf("new")], session: sessionOf({ refCount: 2 }) }),
        changeOf({
          removed: [{ refId: "r0", reason: "evicted" }],
          session: sessionOf({ refCount: 1 }),
        }),
      ],
      stateWithRefs(1),
    );
    expect(picture(state)).toEqual(["session s", "  † r0: evicted to make room", "  new"]);
  });

  it("lists a session that a change brings before the host's next state does", () => {
    const state = play([
      hostState([]),
      changeOf({ added: [refOf("a")], session: sessionOf({ refCount: 1 }) }),
    ]);
    expect(picture(state)).toEqual(["session s", "  a"]);
  });

  it("keeps the row of a session that ended for a moment, without its refs", () => {
    const ended = play([changeOf({ session: null })], stateWithRefs(2));
    expect(picture(ended)).toEqual(["session s (ended)"]);
    const restated = play([hostState([])], ended);
    expect(picture(restated)).toEqual(["session s (ended)"]);
    const forgotten = play([{ kind: "forgetSession", sessionId: "s" }], restated);
    expect(picture(forgotten)).toEqual([]);
  });

  it("takes the id of an ended session as a new one", () => {
    const state = play(
      [
        changeOf({ session: null }),
        changeOf({ added: [refOf("b")], session: sessionOf({ refCount: 1 }) }),
      ],
      stateWithRefs(2),
    );
    expect(picture(state)).toEqual(["session s", "  b"]);
  });

  it("marks rows that read differently, and counts one change from the next", () => {
    const changed = (text: string): Action =>
      changeOf({
        changed: [refOf("r0", { preview: [{ kind: "number", text }] })],
        session: sessionOf({ refCount: 1 }),
      });
    const once = play([changed("1")], stateWithRefs(1));
    expect([...once.flashing]).toEqual([["ref:r0", 1]]);
    expect(once.changes.get("ref:r0")?.was).toEqual(refOf("r0"));
    const twice = play([changed("2")], once);
    expect([...twice.flashing]).toEqual([["ref:r0", 2]]);
    expect(twice.changes.get("ref:r0")?.was.preview[0]?.text).toBe("1");
    expect(play([{ kind: "settled", keys: ["ref:r0"] }], twice).flashing.size).toBe(0);
  });

  it("looks again at the parts of a ref that was used, while they stay on screen", () => {
    const open = play([expand(refKey("r0")), children("r0")], stateWithRefs(1));
    const used = changeOf({ changed: [refOf("r0")], session: sessionOf({ refCount: 1 }) });
    const state = play([used], open);
    expect(picture(state)).toEqual(picture(open));
    expect(rowsOf(state)[2]).toMatchObject({ kind: "child", spot: { isFresh: false } });
  });

  it("forgets the parts of a ref that went", () => {
    const removed = [{ refId: "r0", reason: "released" }] as const;
    const state = play(
      [expand(refKey("r0")), children("r0"), changeOf({ removed, session: sessionOf() })],
      stateWithRefs(1),
    );
    expect(state.objects.size).toBe(0);
    expect(picture(state)).toEqual(["session s", "  † r0: released"]);
  });

  it("drops dismissed tombstones and does not take them back from the host", () => {
    const removed = [{ refId: "r0", reason: "expired" }] as const;
    const tombstones = [{ refId: "r0", title: "r0", reason: "expired" }];
    const state = play(
      [
        changeOf({ removed, session: sessionOf() }),
        { kind: "dismiss", sessionId: "s", refIds: ["r0"] },
        hostState([panelSessionOf({}, { tombstones })]),
      ],
      stateWithRefs(1),
    );
    expect(picture(state)).toEqual(["session s"]);
  });
});

describe("reduce: parts of objects", () => {
  it("shows items and own attributes directly and the other parts as groups", () => {
    const result = childrenOf([childOf("0", { part: "items", step: { item: 0 } })], {
      part: "items",
      total: 1,
      parts: [
        { part: "items", total: 1 },
        { part: "attributes", total: 2 },
        { part: "inherited", total: 3 },
        { part: "functions", total: 11 },
        { part: "special", total: 24 },
      ],
    });
    const state = play([expand(refKey("r0")), children("r0", result)], stateWithRefs(1));
    expect(picture(state)).toEqual([
      "session s",
      "  r0",
      "    .0",
      "    …",
      "    …",
      "    [inherited 3]",
      "    [functions 11]",
      "    [special 24]",
    ]);
  });

  it("says so when an object has nothing inside", () => {
    const state = play([expand(refKey("r0")), children("r0", childrenOf([]))], stateWithRefs(1));
    expect(picture(state)).toEqual(["session s", "  r0", "    note nothing inside"]);
  });

  it("keeps a failure in its own row until it is tried again", () => {
    const failed = (message: string | null): Action => {
      return {
        kind: "childrenFailed",
        key: refKey("r0"),
        address: address("r0"),
        part: undefined,
        message,
      };
    };
    const open = play([expand(refKey("r0")), failed("timed out")], stateWithRefs(1));
    expect(picture(open)).toEqual(["session s", "  r0", "    ! timed out"]);
    expect(picture(play([failed(null)], open))).toEqual(["session s", "  r0", "    …"]);
  });

  it("does not open what closes a cycle, and links it to its ancestor", () => {
    const cycle = childOf("self", { cycleDepth: 0 });
    const deeper = childOf("up", { cycleDepth: 1 });
    const inner = childKey(refKey("r0"), { attr: "inner" });
    const state = play(
      [
        expand(refKey("r0")),
        children("r0", childrenOf([cycle, childOf("inner")])),
        expand(inner),
        {
          kind: "childrenLoaded",
          key: inner,
          address: { ...address("r0"), path: [{ attr: "inner" }] },
          generation: 0,
          result: childrenOf([deeper]),
        },
      ],
      stateWithRefs(1),
    );
    const rows = rowsOf(state);
    expect(rows[2]).toMatchObject({ expanded: null, sameAs: refKey("r0") });
    expect(rows[4]).toMatchObject({ expanded: null, sameAs: inner });
  });

  it("keeps a result of running code but says that it is of before", () => {
    const key = childKey(refKey("r0"), { attr: "shape" });
    const evaluation = { status: "value", summary: summaryOf(), outdated: false } as const;
    const used = changeOf({ changed: [refOf("r0")], session: sessionOf({ refCount: 1 }) });
    const state = play([{ kind: "evaluated", key, evaluation }, used], stateWithRefs(1));
    expect(state.evaluations.get(key)).toEqual({ ...evaluation, outdated: true });
  });

  it("looks again at what is opened again", () => {
    const open = play([expand(refKey("r0")), children("r0")], stateWithRefs(1));
    const again = play([expand(refKey("r0"), false), expand(refKey("r0"))], open);
    expect(again.objects.get(refKey("r0"))?.generation).toBe(1);
    expect(picture(again)).toEqual(picture(open));
  });
});

describe("reduce: what the person does", () => {
  it("closes every row on collapseAll", () => {
    const open = play([expand(refKey("r0")), children("r0")], stateWithRefs(2));
    expect(picture(play([{ kind: "collapseAll" }], open))).toEqual(["session s"]);
  });

  it("opens the way to a ref that is to be revealed", () => {
    const state = play([
      hostState([panelSessionOf({ refCount: 1 }, { current: false }), panelSessionOf({ id: "t" })]),
      { kind: "reveal", sessionId: "s", refId: "r0" },
    ]);
    expect(picture(state)).toEqual(["session s", "  …", "session t"]);
    expect(state.revealing).toEqual({ sessionId: "s", key: "ref:r0" });
  });

  it("opens a revealed ref along the path to what was found in it", () => {
    const path = [{ attr: "names" }, { item: 1 }] as const;
    const state = play([{ kind: "reveal", sessionId: "s", refId: "r0", path }], stateWithRefs(1));
    const way = [refKey("r0"), childKey(refKey("r0"), path[0])];
    const found = childKey(childKey(refKey("r0"), path[0]), path[1]);
    expect([...way, found].map((key) => state.expanded.get(key))).toEqual([true, true, undefined]);
  });

  it("takes the answer to keep or extend before the event that tells the same", () => {
    const info = refOf("r0", { pinned: true, remainingSeconds: null });
    const state = play([{ kind: "refUpdated", info }], stateWithRefs(1));
    expect(rowsOf(state)[1]).toMatchObject({
      entry: { info: { pinned: true }, expiresAtMs: null },
    });
  });

  it("tells in the row what a button could not do, until the next try", () => {
    const failed = (message: string | null): Action => ({ kind: "failed", key: "ref:r0", message });
    const state = play([failed("worker busy")], stateWithRefs(1));
    expect([...state.problems]).toEqual([["ref:r0", "worker busy"]]);
    expect(play([failed(null)], state).problems.size).toBe(0);
  });

  it("is the same state when nothing changed", () => {
    const state = play([{ kind: "focus", key: "ref:r0" }], stateWithRefs(1));
    expect(reduce(state, { kind: "focus", key: "ref:r0" }, 0)).toBe(state);
  });
});

describe("reduce: workers", () => {
  it("shows workers as the top level only when there are several", () => {
    const sessions = [
      panelSessionOf({ refCount: 0 }),
      panelSessionOf({ id: "t" }, { workerId: "v", current: false }),
    ];
    const one = play([hostState(sessions.slice(0, 1))]);
    expect(picture(one)).toEqual(["session s"]);
    const two = play([hostState(sessions, [workerOf(), workerOf({ id: "v" })])]);
    expect(picture(two)).toEqual(["worker w", "  session s", "worker v", "  session t"]);
  });

  it("shows a single worker while it starts, without moving its sessions", () => {
    const state = play([hostState([panelSessionOf()], [workerOf({ state: "starting" })])]);
    expect(picture(state)).toEqual(["worker w", "session s"]);
  });

  it("opens an exited worker to its last words", () => {
    const exit = { summary: "exit code 3", stderrTail: ["one", "two"] };
    const state = play([hostState([], [workerOf({ state: "exited", exit })]), expand("worker:w")]);
    expect(picture(state)).toEqual(["worker w", "  note one", "  note two"]);
  });
});

describe("reduce: size", () => {
  it("holds 100,000 refs of which only what was seen is known", () => {
    const state = play([
      hostState([panelSessionOf({ refCount: 100_000 })]),
      loaded(refsOf(100), 100_000, 50_000),
    ]);
    expect(state.refs.get("s")?.live.fresh).toHaveLength(1);
    expect(state.refs.get("s")?.live.total).toBe(100_000);
    const known = [...knownIndexes(toOutline(state))];
    expect([known.length, known[1], known.at(-1)]).toEqual([101, 50_001, 50_100]);
  });
});
