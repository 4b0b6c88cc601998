/**
 * Sessions from the client's side: which one a call runs in, strictness, owners, release, limits.
 */
import { describe, expect } from "vitest";

import { RefNotFoundError, SessionMismatchError } from "../../src/bridge/index.js";
import type { StreamRef } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, eventually, rejection } from "../support/bridgeTest.js";
import { collectGarbage } from "../support/garbage.js";

describe("the session of a call", () => {
  test("is one auto-session for all calls of the same owner", async ({ bridge }) => {
    const first = asRef(await bridge.call("re", "compile", ["a"]));
    const second = asRef(await bridge.call("re", "compile", ["b"]));
    expect(first.sessionId).toBe(second.sessionId);
    expect(first.sessionId).toBe(bridge.currentSession());
    expect(first.sessionId).toMatch(/^auto_/);
  });

  test("is the one named, else the surrounding one, else the receiver's", async ({ bridge }) => {
    const named = asRef(await bridge.call("re", "compile", ["a"], { session: "named" }));
    expect(named.sessionId).toBe("named");
    const match = asRef(await named.method("match", ["a"]));
    expect(match.sessionId).toBe("named");
    await bridge.withSession({ sessionId: "around" }, async () => {
      expect(bridge.currentSession()).toBe("around");
      expect(asRef(await bridge.call("re", "compile", ["a"])).sessionId).toBe("around");
      expect(asRef(await bridge.call("re", "compile", ["a"], { session: "x" })).sessionId).toBe(
        "x",
      );
    });
  });

  test("is shared by id", async ({ bridge }) => {
    await bridge.run("shared = 5", { session: "models" });
    await bridge.withSession({ sessionId: "models" }, async () => {
      expect(await bridge.run("shared")).toBe(5);
    });
    expect(await rejection(bridge.run("shared"))).toMatchObject({ pythonType: "NameError" });
  });

  test("takes any spelling as it is", async ({ bridge }) => {
    for (const session of ["a:b", "../x", "__proto__", "ψ🐍", "x".repeat(256)]) {
      expect(asRef(await bridge.call("re", "compile", ["a"], { session })).sessionId).toBe(session);
    }
    const listed = await bridge.sessions();
    expect(listed.map(({ id }) => id)).toContain("__proto__");
    expect(await rejection(bridge.run("1", { session: "" }))).toBeInstanceOf(RangeError);
    expect(await rejection(bridge.run("1", { session: "x".repeat(257) }))).toBeInstanceOf(
      RangeError,
    );
  });
});

describe("a ref of another session", () => {
  test("is refused as receiver and at any depth of the arguments, and lives on", async ({
    bridge,
  }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "home" }));
    const inB = { session: "b" };
    const uses = [
      bridge.method(ref, "match", ["a"], inB),
      bridge.attr(ref, "pattern", inB),
      bridge.call("builtins", "repr", [ref], inB),
      bridge.call("builtins", "repr", [{ deep: [new Map([[1, new Set([ref])]])] }], inB),
      bridge.call("builtins", "dict", [], { ...inB, kwargs: { ref } }),
      bridge.attr(ref.toJSON(), "pattern", inB),
      bridge.withSession({ sessionId: "b" }, () => ref.release()),
    ];
    for (const error of await Promise.all(uses.map(rejection))) {
      expect(error).toBeInstanceOf(SessionMismatchError);
      expect(error).toMatchObject({ refId: ref.id, expectedSession: "home", actualSession: "b" });
      expect(error.message).toBe(
        `SnakeBridge reference '${ref.id}' belongs to session 'home' but was used in session 'b'`,
      );
    }
    expect(await ref.attr("pattern")).toBe("a");
  });
});

describe("release", () => {
  test("of a ref tells what happened, and later use says why", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    expect(await bridge.releaseRef(ref)).toEqual({ outcome: "freed" });
    expect(await ref.release()).toEqual({ outcome: "alreadyGone", reason: "released" });
    const error = await rejection(ref.attr("pattern"));
    expect(error).toBeInstanceOf(RefNotFoundError);
    expect(error).toMatchObject({ refId: ref.id, sessionId: ref.sessionId, reason: "released" });
    expect(error.message).toMatch(
      `SnakeBridge reference '${ref.id}' not found in session '${ref.sessionId}'`,
    );
  });

  test("of a ref waits for the requests already sent that use it", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const [match, released] = await Promise.all([ref.method("match", ["a"]), ref.release()]);
    expect(asRef(match).typeName).toBe("Match");
    expect(released).toEqual({ outcome: "freed" });
  });

  test("of a session frees its refs and names, and its id can be used again", async ({
    bridge,
  }) => {
    const options = { session: "s" };
    const ref = asRef(await bridge.call("re", "compile", ["a"], options));
    await bridge.run("x = 1", options);
    expect(await bridge.releaseSession("s")).toEqual({ released: 1 });
    expect(await bridge.releaseSession("s")).toEqual({ released: 0 });
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "session_released" });
    expect(await ref.release()).toEqual({ outcome: "alreadyGone", reason: "session_released" });
    expect(await rejection(bridge.run("x", options))).toMatchObject({ pythonType: "NameError" });
  });

  test("of the auto-session lets the next call make another one", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    expect(await bridge.releaseAutoSession()).toEqual({ released: 1 });
    expect(bridge.currentSession()).not.toBe(ref.sessionId);
    expect(await bridge.releaseAutoSession()).toEqual({ released: 0 });
  });

  test("of a session nobody has used starts no Python", async ({ bridge }) => {
    expect(await bridge.releaseSession("never")).toEqual({ released: 0 });
    expect(await bridge.refs("never")).toEqual([]);
    expect(await bridge.sessions()).toEqual([]);
    expect(bridge.workers).toEqual([]);
  });

  test("happens when an `await using` scope ends", async ({ bridge }) => {
    let id: string;
    {
      await using ref = asRef(await bridge.call("re", "compile", ["a"]));
      id = ref.id;
    }
    expect((await bridge.refs(bridge.currentSession())).map((ref) => ref.id)).not.toContain(id);
  });
});

describe("withSession", () => {
  test("keeps its session, unless told to release it at its end", async ({ bridge }) => {
    await bridge.withSession({ sessionId: "kept" }, () => bridge.call("re", "compile", ["a"]));
    expect(await bridge.refs("kept")).toHaveLength(1);
    const scope = { sessionId: "passing", releaseOnExit: true };
    await bridge.withSession(scope, () => bridge.call("re", "compile", ["a"]));
    expect(await bridge.refs("passing")).toEqual([]);
  });

  test("releases at the last exit of overlapping scopes, also when they throw", async ({
    bridge,
  }) => {
    const scope = { sessionId: "s", releaseOnExit: true };
    await bridge.withSession(scope, async () => {
      await bridge.call("re", "compile", ["a"]);
      await rejection(
        bridge.withSession(scope, () => {
          throw new Error("inner");
        }),
      );
      expect(await bridge.refs("s")).toHaveLength(1);
    });
    expect(await bridge.refs("s")).toEqual([]);
  });

  test("sets limits that the worker enforces", async ({ bridge }) => {
    const limits = { sessionId: "small", maxRefs: 2, ttlSeconds: 60, tags: ["t"] };
    await bridge.withSession(limits, async () => {
      const first = asRef(await bridge.call("re", "compile", ["a"]));
      for (const text of ["b", "c"]) await bridge.call("re", "compile", [text]);
      expect(await rejection(first.attr("pattern"))).toMatchObject({ reason: "evicted" });
    });
    const [session] = await bridge.sessions();
    expect(session).toMatchObject({
      id: "small",
      refCount: 2,
      tags: ["t"],
      maxRefs: { value: 2, source: "session" },
      ttlSeconds: { value: 60, source: "session" },
      pool: "main",
      workerId: "main-1",
    });
  });

  test("gives what its function gives and makes an id if none is named", async ({ bridge }) => {
    const id = await bridge.withSession({}, (sessionId) => sessionId);
    expect(id).toMatch(/^session_[0-9a-f]{32}$/);
  });
});

describe("autoSession", () => {
  test("is the same for the same owner, and ends when it is disposed", async ({ bridge }) => {
    const owner = {};
    const scope = bridge.autoSession(owner);
    expect(bridge.autoSession(owner).id).toBe(scope.id);
    const ref = asRef(await scope.run(() => bridge.call("re", "compile", ["a"])));
    expect(ref.sessionId).toBe(scope.id);
    await scope[Symbol.asyncDispose]();
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "session_released" });
  });

  test("of a scope of its own ends with the scope", async ({ bridge }) => {
    let sessionId: string;
    {
      await using scope = bridge.autoSession();
      sessionId = scope.id;
      await scope.run(() => bridge.call("re", "compile", ["a"]));
      expect(await bridge.refs(sessionId)).toHaveLength(1);
    }
    expect(await bridge.refs(sessionId)).toEqual([]);
  });

  const lines: string[] = [];
  const note = (line: string) => lines.push(line);
  const logger = { trace: note, debug: note, info: note, warn: note, error: note };
  test.extend({ startOptions: { logger } })(
    "tells in the log what its owner left alive",
    async ({ bridge }) => {
      const owned = async (source: string) => {
        await using scope = bridge.autoSession();
        await scope.run(() => bridge.run(source));
        return scope.id;
      };
      await owned("1");
      const sessionId = await owned("[object(), object()]");
      expect(lines.filter((line) => line.endsWith("alive"))).toEqual([
        `Session '${sessionId}' ended with 2 refs alive`,
      ]);
    },
  );

  test("ends when its owner is garbage collected", async ({ bridge }) => {
    const sessionId = await (async () => {
      const scope = bridge.autoSession({ owner: "short-lived" });
      await scope.run(() => bridge.call("re", "compile", ["a"]));
      return scope.id;
    })();
    await eventually("release of a collected owner's session", async () => {
      collectGarbage();
      return (await bridge.refs(sessionId)).length === 0;
    });
  });
});

describe("limits", () => {
  test.extend({ startOptions: { defaults: { ttlSeconds: 7, maxRefs: 3 } } })(
    "of the bridge are those of sessions that set none",
    async ({ bridge }) => {
      const info = await bridge.openSession("s", { maxRefs: 5 });
      expect(info.maxRefs).toEqual({ value: 5, source: "session" });
      expect(info.ttlSeconds).toEqual({ value: 7, source: "setting" });
    },
  );

  test.extend({ startOptions: { env: { SNAKEBRIDGE_REF_MAX: "9" } } })(
    "come from the environment where nothing else sets them",
    async ({ bridge }) => {
      expect(await bridge.openSession("s")).toMatchObject({
        maxRefs: { value: 9, source: "environment" },
        ttlSeconds: { value: 3600, source: "default" },
      });
    },
  );

  test("of a full session of pinned refs reject what is new", async ({ bridge }) => {
    await bridge.withSession({ sessionId: "full", maxRefs: 1 }, async () => {
      const ref = asRef(await bridge.call("re", "compile", ["a"]));
      expect(await bridge.pin(ref, true)).toMatchObject({ pinned: true });
      const error = await rejection(bridge.call("re", "compile", ["b"]));
      expect(error).toMatchObject({ code: "sessionFull", sessionId: "full", maxRefs: 1 });
    });
  });

  test("count every use of a ref as its latest", async ({ bridge }) => {
    const [used, other] = await bridge.run<[StreamRef, StreamRef]>("[iter('abc'), iter('d')]");
    const uses = {
      method: () => used.method("__next__"),
      attr: () => used.attr("__doc__"),
      argument: () => bridge.call("builtins", "id", [{ deep: [used] }]),
      pull: () => used.next(),
    };
    const nextToGo = async () => (await bridge.sessions())[0]?.nextEviction;
    for (const [use, act] of Object.entries(uses)) {
      await other.attr("__doc__");
      expect(await nextToGo(), use).toBe(used.id);
      await act();
      expect(await nextToGo(), use).toBe(other.id);
    }
  });

  test("are moved by extend", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const info = await bridge.extend(ref, 100_000);
    expect(info.remainingSeconds).toBeGreaterThan(99_000);
  });
});
