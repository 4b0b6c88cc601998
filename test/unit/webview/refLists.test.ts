/** One session's refs under events and answers in every order they may come. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RefsChangedParams } from "../../../src/protocol/sessions.js";
import {
  newRefList,
  toRefEntry,
  withChange,
  withRefs,
  withTombstones,
} from "../../../webview/model/refLists.js";
import { gapsIn, knownItems } from "../../../webview/model/sparse.js";
import type { RefList } from "../../../webview/model/state.js";
import { isFresh, shownItems } from "../../../webview/model/windowed.js";
import { refOf, refsOf, sessionOf } from "./builders.js";

function loadedList(count: number): RefList {
  return withRefs(newRefList(count), { total: count, start: 0, refs: refsOf(count) }, 0).list;
}

function change(refCount: number, parts: Partial<RefsChangedParams>): RefsChangedParams {
  const session = sessionOf({ refCount });
  return { sessionId: "s", session, added: [], changed: [], removed: [], ...parts };
}

function ids(list: RefList): readonly string[] {
  return [...knownItems(shownItems(list.live))].map(({ item }) => item.info.id);
}

function isAskedAgain({ live }: RefList): boolean {
  return gapsIn(live.fresh, { start: 0, end: live.total }).length > 0;
}

const released = (refId: string) => ({ refId, reason: "released" }) as const;

describe("refLists", () => {
  it("appends new refs and takes out removed ones in place", () => {
    const { list } = withChange(
      loadedList(3),
      change(3, { added: [refOf("new")], removed: [released("r1")] }),
      0,
    );
    expect(ids(list)).toEqual(["r0", "r2", "new"]);
    expect(isAskedAgain(list)).toBe(false);
  });

  it("leaves a tombstone where a ref was, with the reason in words", () => {
    const { list } = withChange(
      loadedList(3),
      change(2, { removed: [{ refId: "r1", reason: "expired" }] }),
      0,
    );
    expect(list.graves).toMatchObject([
      { refId: "r1", title: "r1", reason: "expired", position: 1, fades: false },
    ]);
  });

  it("lets the tombstone of a release fade and that of an eviction stay", () => {
    const removed = [released("r0"), { refId: "r2", reason: "evicted" } as const];
    const { list } = withChange(loadedList(3), change(1, { removed }), 0);
    expect(list.graves.map(({ fades }) => fades)).toEqual([true, false]);
  });

  it("moves tombstones with what stands around them", () => {
    const first = withChange(loadedList(5), change(4, { removed: [released("r3")] }), 0).list;
    const second = withChange(first, change(3, { removed: [released("r0")] }), 0).list;
    expect(second.graves.map(({ refId, position }) => [refId, position])).toEqual([
      ["r0", 0],
      ["r3", 2],
    ]);
  });

  it("takes an added ref that it knows already as a change", () => {
    const { list } = withChange(loadedList(2), change(2, { added: [refOf("r1")] }), 0);
    expect(ids(list)).toEqual(["r0", "r1"]);
  });

  it("keeps a part of very many added refs, and asks for the others once they are in view", () => {
    const added = refsOf(30_000);
    const { list } = withChange(newRefList(0), change(30_000, { added }), 0);
    expect(list.live.total).toBe(30_000);
    expect(isFresh(list.live, 19_999)).toBe(true);
    expect(isFresh(list.live, 20_000)).toBe(false);
  });

  it("drops the tombstone of a ref that is back", () => {
    const gone = withChange(loadedList(2), change(1, { removed: [released("r1")] }), 0).list;
    const { list } = withChange(gone, change(2, { added: [refOf("r1")] }), 0);
    expect(list.graves).toEqual([]);
    expect(ids(list)).toEqual(["r0", "r1"]);
  });

  it("keeps showing what it knows but asks again when an unknown ref went", () => {
    const list = withRefs(newRefList(300), { total: 300, start: 0, refs: refsOf(100) }, 0).list;
    const next = withChange(list, change(299, { removed: [released("far")] }), 0).list;
    expect(next.live.total).toBe(299);
    expect(isAskedAgain(next)).toBe(true);
    expect(ids(next)).toHaveLength(100);
    expect(next.live.generation).toBe(list.live.generation + 1);
  });

  it("asks again when its count and the session's differ", () => {
    const { list } = withChange(loadedList(3), change(7, {}), 0);
    expect(list.live.total).toBe(7);
    expect(isAskedAgain(list)).toBe(true);
  });

  it("tells which rows read differently, and a renewed lifetime is no such thing", () => {
    const changed = [
      refOf("r0", { remainingSeconds: 10 }),
      refOf("r1", { preview: [{ kind: "number", text: "2" }] }),
    ];
    const result = withChange(loadedList(2), change(2, { changed }), 0);
    expect(result.changed).toEqual([{ key: "ref:r1", was: refOf("r1") }]);
  });

  it("sets expiry on the clock it is given", () => {
    expect(toRefEntry(refOf("a", { remainingSeconds: 5 }), 1000).expiresAtMs).toBe(6000);
    expect(toRefEntry(refOf("a", { remainingSeconds: null }), 1000).expiresAtMs).toBeNull();
  });

  it("adds the host's tombstones that it has not and nobody dismissed", () => {
    const known = withChange(loadedList(2), change(1, { removed: [released("r1")] }), 0).list;
    const tombstones = ["r1", "old", "dismissed"].map((refId) => {
      return { refId, title: refId, reason: "expired" };
    });
    const list = withTombstones(known, tombstones, new Set(["dismissed"]));
    expect(list.graves.map(({ refId }) => refId)).toEqual(["r1", "old"]);
  });

  it("agrees with a worker that adds, evicts and releases at random", () => {
    const steps = fc.array(fc.record({ add: fc.nat(5), remove: fc.array(fc.nat(20)) }));
    fc.assert(
      fc.property(steps, (plan) => {
        let next = 0;
        let alive: string[] = [];
        let list = newRefList(0);
        for (const { add, remove } of plan) {
          const gone = new Set(remove.map((at) => alive[at]).filter((id) => id !== undefined));
          const added = Array.from({ length: add }, () => `n${(next += 1)}`);
          alive = [...alive.filter((id) => !gone.has(id)), ...added];
          const event = change(alive.length, {
            added: added.map((id) => refOf(id)),
            removed: [...gone].map(released),
          });
          list = withChange(list, event, 0).list;
        }
        expect(ids(list)).toEqual(alive);
        expect(isAskedAgain(list)).toBe(false);
      }),
    );
  });
});
