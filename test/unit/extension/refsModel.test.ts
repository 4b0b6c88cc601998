/** What the inspector shows, from the bridge's events alone. */
import { beforeEach, describe, expect, it } from "vitest";

import type { RefsChangedEvent, WorkerExitEvent, WorkerInfo } from "../../../src/bridge/index.js";
import { RefsModel } from "../../../src/extension/refsModel.js";
import type { RemovalReason } from "../../../src/protocol/errors.js";
import type { RefInfo, SessionInfo } from "../../../src/protocol/sessions.js";

const words = {
  removal: (reason: RemovalReason) => `because ${reason}`,
  exit: ({ signal }: WorkerExitEvent) => `ended by ${signal ?? "itself"}`,
};

const killed: WorkerExitEvent = {
  pool: "main",
  workerId: "main-1",
  exitCode: null,
  signal: "SIGKILL",
  stderrTail: ["last words"],
  sessionsLost: ["s1"],
};

let model: RefsModel;

beforeEach(() => {
  model = new RefsModel(words);
});

describe("RefsModel", () => {
  it("lists sessions in the order they came, the current one marked", () => {
    model.applyChange(change("s1", { count: 1 }));
    model.applyChange(change("s2", { count: 2 }));
    const listed = model.sessions("s2").map(({ info, current }) => [info.id, current]);
    expect(listed).toEqual([
      ["s1", false],
      ["s2", true],
    ]);
    expect(model.refCount).toBe(3);
  });

  it("forgets a session that ended", () => {
    model.applyChange(change("s1", { count: 1 }));
    model.applyChange({ ...change("s1", {}), session: null });
    expect(model.sessions(undefined)).toEqual([]);
  });

  it.each(["expired", "evicted"] as const)("keeps a tombstone for a ref that was %s", (reason) => {
    model.applyChange(change("s1", { added: [ref("r1", ["m"])], count: 1 }));
    model.applyChange(change("s1", { removed: [{ refId: "r1", reason }], count: 0 }));
    expect(tombstones("s1")).toEqual([{ refId: "r1", title: "m", reason: `because ${reason}` }]);
  });

  it.each(["released", "stream_ended"] as const)("lets a ref go that was %s", (reason) => {
    model.applyChange(change("s1", { added: [ref("r1")], count: 1 }));
    model.applyChange(change("s1", { removed: [{ refId: "r1", reason }], count: 0 }));
    expect(tombstones("s1")).toEqual([]);
  });

  it("titles a tombstone by the name it had last, else by its type", () => {
    model.applyChange(change("s1", { added: [ref("r1", ["old"]), ref("r2")], count: 2 }));
    model.applyChange(change("s1", { changed: [ref("r1", ["new"])], count: 2 }));
    model.applyExit(killed);
    expect(tombstones("s1").map(({ title }) => title)).toEqual(["new", "re.Pattern"]);
  });

  it("turns the refs of a worker that ended into tombstones and marks its sessions lost", () => {
    model.setWorkers([worker("ready")]);
    model.applyChange(change("s1", { added: [ref("r1", ["m"])], count: 1 }));
    model.applyChange(change("s2", { added: [ref("r2")], count: 1 }));
    model.applyExit(killed);
    expect(tombstones("s1")).toEqual([
      { refId: "r1", title: "m", reason: "because worker_restarted" },
    ]);
    expect(model.sessions(undefined).map(({ lost }) => lost)).toEqual([true, false]);
    expect(model.refCount).toBe(1);
    expect(model.workers()[0]?.exit).toEqual({
      summary: "ended by SIGKILL",
      stderrTail: ["last words"],
    });
  });

  it("keeps a lost session when the event of its end follows the worker's exit", () => {
    model.applyChange(change("s1", { added: [ref("r1", ["m"])], count: 1 }));
    model.applyExit(killed);
    model.applyChange({ ...change("s1", {}), session: null });
    expect(tombstones("s1")).toHaveLength(1);
  });

  it("keeps the tombstones of a session that lives again on a new worker", () => {
    model.applyChange(change("s1", { added: [ref("r1", ["m"])], count: 1 }));
    model.applyExit(killed);
    model.applyChange(change("s1", { added: [ref("r2", ["n"])], count: 1 }));
    const [session] = model.sessions(undefined);
    expect(session?.lost).toBe(false);
    expect(session?.tombstones).toHaveLength(1);
  });

  it("says why sessions are lost that a part of a cluster took along, and leaves their gateway alone", () => {
    model.setWorkers([worker("ready")]);
    model.applyChange(change("s1", { added: [ref("r1", ["m"])], count: 1 }));
    const address = "tcp://127.0.0.1:1";
    const lost = { died: "worker" as const, address, workerName: "one", message: "gone" };
    model.applyExit({ ...killed, signal: null, lost });
    expect(tombstones("s1")).toHaveLength(1);
    const [session] = model.sessions(undefined);
    expect(session).toMatchObject({ lost: true, lossReason: "ended by itself" });
    expect(model.workers()[0]?.exit).toBeNull();
    model.applyChange(change("s1", { added: [ref("r2")], count: 1 }));
    expect(model.sessions(undefined)[0]?.lossReason).toBeNull();
  });

  it("forgets how a worker ended once it runs again", () => {
    model.applyExit(killed);
    model.setWorkers([worker("starting")]);
    expect(model.workers()[0]?.exit).toBeNull();
  });

  it("knows what memory a worker takes, until another process does its work", () => {
    const memory = () => model.workers().map(({ memoryBytes }) => memoryBytes);
    model.setWorkers([worker("ready")]);
    expect(memory()).toEqual([null]);
    model.applyChange({ ...change("s1", { count: 1 }), memoryBytes: 2e7 });
    model.applyChange(change("s1", { count: 2 }));
    expect(memory()).toEqual([2e7]);
    model.setWorkers([worker("starting")]);
    expect(memory()).toEqual([null]);
  });

  it("forgets a lost session with its last dismissed tombstone", () => {
    model.applyChange(change("s1", { added: [ref("r1")], count: 1 }));
    model.applyExit(killed);
    model.dismiss("s1", ["r1"]);
    expect(model.sessions(undefined)).toEqual([]);
  });

  it("remembers no more tombstones than the adapter does", () => {
    const refs = Array.from({ length: 1_001 }, (_, index) => ref(`r${index}`));
    model.applyChange(change("s1", { added: refs, count: refs.length }));
    model.applyExit(killed);
    expect(tombstones("s1")).toHaveLength(1_000);
    expect(tombstones("s1")[0]?.refId).toBe("r1");
  });
});

function tombstones(sessionId: string) {
  return model.sessions(undefined).find(({ info }) => info.id === sessionId)?.tombstones ?? [];
}

type Changes = Partial<Pick<RefsChangedEvent, "added" | "changed" | "removed">>;

function change(sessionId: string, { count = 0, ...rest }: Changes & { count?: number }) {
  const none: Required<Changes> = { added: [], changed: [], removed: [] };
  const session = info(sessionId, count);
  return { workerId: "main-1", pool: "main", sessionId, session, ...none, ...rest };
}

function info(id: string, refCount: number): SessionInfo {
  const limit = { value: 0, source: "default" } as const;
  const rest = { label: null, tags: [], ttlSeconds: limit, maxRefs: limit, ageSeconds: 0 };
  return { id, refCount, nextEviction: null, ...rest };
}

function ref(id: string, names: readonly string[] = []): RefInfo {
  return {
    id,
    sessionId: "s1",
    names,
    pinned: false,
    ageSeconds: 0,
    remainingSeconds: null,
    ttlSeconds: null,
    origin: null,
    streamType: null,
    typeName: "Pattern",
    qualifiedType: "re.Pattern",
    kind: "object",
    preview: [],
    length: null,
    shape: null,
    dtype: null,
    sizeBytes: null,
    hasChildren: true,
  };
}

function worker(state: WorkerInfo["state"]): WorkerInfo {
  const unknown = { pid: 1, pythonVersion: "3.11.7", executable: null, epoch: null };
  return { workerId: "main-1", pool: "main", state, sessionIds: [], ...unknown };
}
