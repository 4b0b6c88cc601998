/**
 * What is killed on a cluster is told by name: each request ends, refs say why they went, and what comes next works.
 */
import { beforeAll, describe, expect, inject } from "vitest";

import {
  ClusterUnavailableError,
  ClusterWorkerExitedError,
  SnakeBridge,
  WorkerExitedError,
} from "../../src/bridge/index.js";
import type { RefsChangedEvent, StartOptions, WorkerExitEvent } from "../../src/bridge/index.js";
import {
  asRef,
  bridgeTest,
  eventually,
  isAlive,
  onlyWorker,
  rejection,
} from "../support/bridgeTest.js";
import { daskPython, startDaskCluster } from "../support/daskCluster.js";
import type { DaskCluster, DaskProcess } from "../support/daskCluster.js";

let cluster: DaskCluster;
beforeAll(async () => {
  if (inject("daskAddress") === null) return undefined;
  cluster = await startDaskCluster({ workers: 3 });
  return () => cluster[Symbol.asyncDispose]();
});

/** A bridge whose only pool is on the cluster that this file kills. */
const test = bridgeTest.extend<{ bridge: SnakeBridge }>({
  bridge: async ({ startOptions }, use) => {
    const bridge = await startOn([], startOptions);
    await use(bridge);
    const { pid } = onlyWorker(bridge);
    await bridge.dispose();
    expect(isAlive(pid)).toBe(false);
  },
});

function startOn(
  workers: readonly string[] = [],
  options: StartOptions = {},
): Promise<SnakeBridge> {
  const { address } = cluster;
  return SnakeBridge.start({
    ...options,
    python: daskPython,
    pools: { main: { engine: "dask", address, workers } },
  });
}

/** The cluster worker that a session lives on. */
async function workerOf(bridge: SnakeBridge, session: string): Promise<DaskProcess> {
  const place = (await bridge.sessions()).find(({ id }) => id === session)?.place;
  const worker = cluster.workers.find(({ address }) => address === place?.address);
  if (!worker) throw new Error(`session ${session} is nowhere`);
  return worker;
}

/** Sessions' threads on the only worker of a bridge, but for the one that asks. */
async function otherSessionsThere(bridge: SnakeBridge): Promise<number> {
  const count = "sum(each.name.startswith('snakebridge ') for each in threading.enumerate())";
  return Number(await bridge.run(`import threading; ${count}`)) - 1;
}

describe("a cluster worker that is killed", () => {
  test("ends its sessions with words of what died; others go on, and new ones are placed", async ({
    bridge,
  }) => {
    const exits: WorkerExitEvent[] = [];
    bridge.onDidExitWorker((event) => exits.push(event));
    const changes: RefsChangedEvent[] = [];
    bridge.onDidChangeRefs((event) => changes.push(event));
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "a" }));
    const other = asRef(await bridge.call("re", "compile", ["b"], { session: "b" }));
    const worker = await workerOf(bridge, "a");
    expect((await workerOf(bridge, "b")).name).not.toBe(worker.name);
    const running = rejection(bridge.call("time", "sleep", [60], { session: "a" }));
    const waiting = rejection(bridge.call("math", "sqrt", [1], { session: "a" }));
    await bridge.sessions();
    await cluster.kill(worker);
    const death = { died: "worker", address: worker.address, workerName: worker.name };
    for (const error of await Promise.all([running, waiting])) {
      expect(error).toBeInstanceOf(ClusterWorkerExitedError);
      expect(error).toMatchObject({ code: "workerExited", sessionId: "a", ...death });
      expect(error.message).toContain(`'${worker.name}' at ${worker.address}`);
    }
    expect(exits).toMatchObject([{ pool: "main", sessionsLost: ["a"], lost: death }]);
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "worker_restarted" });
    expect(await other.attr("pattern")).toBe("b");
    expect(await bridge.call("math", "sqrt", [16], { session: "a" })).toBe(4);
    expect(await rejection(bridge.attr(ref.toJSON(), "pattern"))).toMatchObject({
      reason: "worker_restarted",
    });
    await eventually("the end of the session in the events", () =>
      changes.some(({ sessionId, session }) => sessionId === "a" && session === null),
    );
    await cluster.startWorker(worker.name);
  });

  test("runs a call again that may run twice", async ({ bridge }) => {
    await bridge.run("0", { session: "s" });
    const worker = await workerOf(bridge, "s");
    const source = `import os\nif os.getpid() == ${worker.pid}: os._exit(1)\n'survived'`;
    expect(await bridge.run(source, { session: "s", idempotent: true })).toBe("survived");
    await cluster.startWorker(worker.name);
  });
});

describe("a scheduler that is killed", () => {
  test("takes all sessions along; the next one lives once there is a scheduler again", async ({
    bridge,
  }) => {
    const exits: WorkerExitEvent[] = [];
    bridge.onDidExitWorker((event) => exits.push(event));
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "a" }));
    await bridge.run("0", { session: "b" });
    const running = rejection(bridge.run("while True: pass", { session: "b" }));
    await bridge.sessions();
    await cluster.killScheduler();
    expect(await running).toMatchObject({
      code: "workerExited",
      died: "scheduler",
      address: cluster.address,
      sessionId: "b",
    });
    expect(exits).toMatchObject([{ sessionsLost: ["a", "b"], lost: { died: "scheduler" } }]);
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "worker_restarted" });
    const refused = await rejection(bridge.call("math", "sqrt", [16]));
    expect(refused).toBeInstanceOf(ClusterUnavailableError);
    expect(refused).toMatchObject({ reason: "unreachable", address: cluster.address });
    await cluster.restartScheduler();
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    expect(await bridge.call("math", "sqrt", [9], { session: "a" })).toBe(3);
  });
});

describe("a gateway that is killed", () => {
  test("leaves no session behind on the cluster, and another one takes its place", async () => {
    const bridge = await startOn(["worker-1"]);
    const witness = await startOn(["worker-1"]);
    await bridge.run("0", { session: "a" });
    const running = rejection(bridge.run("while True: pass", { session: "b" }));
    await bridge.sessions();
    // Those of the test before may still be going.
    await eventually("its two alone", async () => (await otherSessionsThere(witness)) === 2);
    process.kill(onlyWorker(bridge).pid, "SIGKILL");
    const error = await running;
    expect(error).toBeInstanceOf(WorkerExitedError);
    expect(error).toMatchObject({ signal: "SIGKILL" });
    await eventually(
      "the end of its sessions",
      async () => (await otherSessionsThere(witness)) === 0,
    );
    expect(await bridge.run("1", { session: "a" })).toBe(1);
    await bridge.dispose();
    await eventually("the end of the last", async () => (await otherSessionsThere(witness)) === 0);
    await witness.dispose();
  });
});
