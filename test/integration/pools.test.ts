/**
 * Pools: which worker a session lives on, what happens while it is busy, and that nothing gets mixed up.
 */
import { describe, expect } from "vitest";

import { PoolNotFoundError, Ref, WorkerBusyError } from "../../src/bridge/index.js";
import type { Route, StartOptions } from "../../src/bridge/index.js";
import { asRef, bridgeTest, rejection } from "../support/bridgeTest.js";
import { takeVolume, timeLimit } from "../support/soak.js";

const withPools = (pools: NonNullable<StartOptions["pools"]>) =>
  bridgeTest.extend({ startOptions: { pools } });

const threeWorkers = withPools({ main: { size: 3 } });
const twoWorkers = withPools({ main: { size: 2 } });
const twoPools = withPools({ one: {}, two: { env: { ONLY_TWO: "yes" } } });

const pid = ["os", "getpid"] as const;

describe("a pool", () => {
  threeWorkers("starts workers on demand, up to its size", async ({ bridge }) => {
    expect(bridge.workers).toEqual([]);
    await bridge.call(...pid, [], { session: "a" });
    expect(bridge.workers).toHaveLength(1);
    const busy = bridge.call("time", "sleep", [0.3], { session: "a" });
    const others = ["b", "c", "d", "e"].map((session) => bridge.call(...pid, [], { session }));
    expect(new Set(await Promise.all(others)).size).toBe(3);
    await busy;
    expect(bridge.workers).toHaveLength(3);
  });

  threeWorkers("takes an idle worker before it starts another", async ({ bridge }) => {
    const first = await bridge.call(...pid, [], { session: "a" });
    expect(await bridge.call(...pid, [], { session: "b" })).toBe(first);
    expect(bridge.workers).toHaveLength(1);
  });

  twoWorkers("puts a session where the fewest live when all are busy", async ({ bridge }) => {
    const sleep = (session: string) => bridge.call("time", "sleep", [0.3], { session });
    for (const session of ["a", "b"]) await bridge.run("1", { session });
    const busy = ["a", "c"].map(sleep);
    const late = bridge.call(...pid, [], { session: "d" });
    expect(bridge.workers.map(({ sessionIds }) => sessionIds)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    await Promise.all([...busy, late]);
  });

  threeWorkers("keeps a session on its worker for life", async ({ bridge }) => {
    const sessions = Array.from({ length: 6 }, (_, index) => `s${index}`);
    const ask = () => Promise.all(sessions.map((session) => bridge.call(...pid, [], { session })));
    const first = await ask();
    expect(new Set(first).size).toBe(3);
    expect(await ask()).toEqual(first);
  });

  threeWorkers(
    "keeps 1,000 interleaved calls over 20 sessions in order, each in its own session",
    timeLimit,
    async ({ bridge, task }) => {
      const { count } = takeVolume(task, "interleavedCalls");
      for (let round = 0; round < count / 1000; round += 1) {
        const sessions = Array.from({ length: 20 }, (_, index) => `${round}-${index}`);
        const sessionOf = (n: number) => `${round}-${(n * 7) % 20}`;
        await Promise.all(sessions.map((session) => bridge.run("seen = []", { session })));
        const calls = Array.from({ length: 1000 }, (_, n) => {
          const source = `seen.append(${n}); [${n}, type('T${n}', (), {})()]`;
          return bridge.run(source, { session: sessionOf(n) });
        });
        const results = await Promise.all(calls);
        for (const [n, result] of results.entries()) {
          expect(result).toMatchObject([n, { sessionId: sessionOf(n), typeName: `T${n}` }]);
        }
        for (const session of sessions) {
          const seen = await bridge.run("seen", { session });
          const sent = results.map((_, n) => n).filter((n) => sessionOf(n) === session);
          expect(seen).toEqual(sent);
          expect(await bridge.refs(session)).toHaveLength(50);
          expect(await bridge.releaseSession(session)).toEqual({ released: 50 });
        }
        expect(bridge.workers).toHaveLength(3);
      }
    },
  );

  twoPools("has its own interpreter, environment and sessions", async ({ bridge }) => {
    const ask = (pool: string) =>
      bridge.call("os", "getenv", ["ONLY_TWO"], { pool, session: pool });
    expect(await ask("two")).toBe("yes");
    expect(await ask("one")).toBeNull();
    const ref = asRef(await bridge.call("re", "compile", ["a"], { pool: "two", session: "x" }));
    expect(ref.poolName).toBe("two");
    expect(await ref.attr("pattern")).toBe("a");
    const elsewhere = { pool: "one", session: "x" };
    expect(await rejection(bridge.call("builtins", "repr", [ref], elsewhere))).toMatchObject({
      code: "refNotFound",
    });
  });

  bridgeTest("that does not exist is named", async ({ bridge }) => {
    const error = await rejection(bridge.call("math", "sqrt", [1], { pool: "gpu" }));
    expect(error).toBeInstanceOf(PoolNotFoundError);
    expect(error).toMatchObject({ pool: "gpu" });
  });

  bridgeTest("of no size is refused at the start", async () => {
    const { SnakeBridge } = await import("../../src/bridge/index.js");
    await expect(SnakeBridge.start({ pools: { main: { size: 0 } } })).rejects.toThrow(RangeError);
    await expect(SnakeBridge.start({ pools: {} })).rejects.toThrow(RangeError);
  });
});

describe("before each start", () => {
  const asked: string[] = [];
  let answer: () => Promise<void> = () => Promise.resolve();
  const beforeStart = async (pool: string, { cwd }: { readonly cwd?: string }) => {
    asked.push(`${pool} in ${cwd ?? "?"}`);
    await answer();
  };
  const asking = bridgeTest.extend({ startOptions: { beforeStart, pools: { one: { cwd: "/" } } } });

  asking(
    "somebody may ask; refused, nothing starts and calls reject with why",
    async ({ bridge }) => {
      answer = () => Promise.reject(new RangeError("not today"));
      expect((await rejection(bridge.call(...pid))).message).toBe("not today");
      expect(bridge.workers).toEqual([]);
      answer = () => Promise.resolve();
      expect(await bridge.call(...pid)).toBeGreaterThan(0);
      await bridge.call(...pid);
      await bridge.restart();
      await bridge.call(...pid);
      expect(asked).toEqual(["one in /", "one in /", "one in /"]);
    },
  );
});

describe("while the session's worker is busy", () => {
  twoWorkers("strict_queue waits in order", async ({ bridge }) => {
    await bridge.run("import time; x = 0");
    const slow = bridge.run("time.sleep(0.1); x = 1");
    expect(await bridge.run("x")).toBe(1);
    await slow;
  });

  twoWorkers("strict_fail_fast rejects at once", async ({ bridge }) => {
    await bridge.run("1", { session: "s" });
    const slow = bridge.call("time", "sleep", [0.2], { session: "s" });
    const options = { session: "s", affinity: "strict_fail_fast" } as const;
    const error = await rejection(bridge.call("math", "sqrt", [1], options));
    expect(error).toBeInstanceOf(WorkerBusyError);
    expect(error).toMatchObject({ workerId: "main-1", sessionId: "s" });
    await slow;
    const chain = bridge.call("re", "compile", ["a"], options).attr("pattern", options);
    expect(await chain).toBe("a");
  });

  twoWorkers("hint runs what carries no refs elsewhere, in a fresh session", async ({ bridge }) => {
    const routes: Route[] = [];
    const options = {
      session: "s",
      affinity: "hint",
      onRouted: (route: Route) => routes.push(route),
    } as const;
    const ref = asRef(await bridge.call("re", "compile", ["a"], options));
    const slow = bridge.call("time", "sleep", [0.3], options);
    const elsewhere = asRef(await bridge.call("re", "compile", ["b"], options));
    const here = bridge.call("builtins", "repr", [ref], options);
    expect(await elsewhere.attr("pattern")).toBe("b");
    expect(await here).toBe("re.compile('a')");
    await slow;
    expect(routes).toMatchObject([
      { workerId: "main-1", sessionId: "s", pinned: true },
      { workerId: "main-1", sessionId: "s", pinned: true },
      { workerId: "main-2", pinned: false, sessionId: elsewhere.sessionId },
      { workerId: "main-1", sessionId: "s", pinned: true },
    ]);
    expect(elsewhere.sessionId).not.toBe("s");
    expect(await bridge.releaseSession("s")).toEqual({ released: 2 });
    expect(await rejection(elsewhere.attr("pattern"))).toMatchObject({ code: "refNotFound" });
  });
});

describe("other pools", () => {
  const elsewhere = (value: string) => ({ env: { WHERE: value } });
  const where = ["os", "getenv", ["WHERE"]] as const;
  const changing = withPools({ main: {}, side: elsewhere("first") });

  changing("come and grow while what runs goes on", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "a" }));
    expect(
      bridge.setPools({ main: { size: 2 }, side: elsewhere("first"), third: elsewhere("third") }),
    ).toEqual([]);
    const busy = bridge.call("time", "sleep", [0.3], { session: "a" });
    expect(await bridge.call(...where, { session: "b" })).toBeNull();
    expect(await bridge.call(...where, { pool: "third", session: "c" })).toBe("third");
    await busy;
    expect(await ref.attr("pattern")).toBe("a");
    expect(bridge.workers.map(({ workerId }) => workerId)).toEqual(["main-1", "main-2", "third-1"]);
  });

  changing("of another start hold for the worker's next life, and say so", async ({ bridge }) => {
    await bridge.openSession("s", { pool: "side", label: "kept" });
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "s" }));
    const outdated = bridge.setPools({ main: {}, side: elsewhere("second") });
    expect(outdated).toMatchObject([{ workerId: "side-1", sessionIds: ["s"] }]);
    expect(await bridge.call(...where, { session: "s" })).toBe("first");
    expect(await ref.attr("pattern")).toBe("a");
    await bridge.restartWorkers(["side-1"]);
    expect(await bridge.call(...where, { session: "s" })).toBe("second");
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "worker_restarted" });
    expect(await bridge.sessions()).toMatchObject([{ id: "s", label: "kept" }]);
    expect(bridge.setPools({ main: {}, side: elsewhere("second") })).toEqual([]);
  });

  changing("without one let its sessions live on, and take no more", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"], { pool: "side", session: "s" }));
    expect(bridge.setPools({ main: {} })).toMatchObject([{ workerId: "side-1" }]);
    expect(await ref.attr("pattern")).toBe("a");
    const late = bridge.call(...where, { pool: "side", session: "late" });
    expect(await rejection(late)).toBeInstanceOf(PoolNotFoundError);
    await bridge.releaseSession("s");
    expect(await bridge.call(...where, { session: "s" })).toBeNull();
    expect(bridge.workers.map(({ workerId }) => workerId)).toEqual(["main-1"]);
  });

  changing("take the sessions of a worker that was one too many", async ({ bridge }) => {
    await bridge.openSession("s", { pool: "side", label: "kept" });
    const [{ workerId } = { workerId: "" }] = bridge.setPools({ main: {} });
    await bridge.restartWorkers([workerId]);
    expect(await bridge.call(...where, { session: "s" })).toBeNull();
    expect(await bridge.sessions()).toMatchObject([{ id: "s", pool: "main", label: "kept" }]);
  });

  changing("that cannot be change nothing", async ({ bridge }) => {
    expect(() => bridge.setPools({ side: { size: 0 }, main: {} })).toThrow(RangeError);
    expect(() => bridge.setPools({})).toThrow(RangeError);
    expect(await bridge.call(...where, { pool: "side", session: "s" })).toBe("first");
  });
});

describe("workers", () => {
  twoWorkers(
    "are listed with state, process and sessions; changes are told",
    async ({ bridge }) => {
      const told: string[][] = [];
      const ready = new Promise<void>((resolve) => {
        bridge.onDidChangeWorkers((workers) => {
          told.push(workers.map(({ state }) => state));
          if (workers.some(({ state }) => state === "ready")) resolve();
        });
      });
      const pidInside = await bridge.call(...pid, [], { session: "s" });
      await ready;
      expect(bridge.workers).toMatchObject([
        { workerId: "main-1", pool: "main", state: "ready", pid: pidInside, sessionIds: ["s"] },
      ]);
      expect(bridge.workers[0]?.pythonVersion).toMatch(/^3\.\d+\.\d+/);
      expect(Ref).toBeDefined();
    },
  );
});
