/**
 * Where sessions on a cluster live, that they do not stand in each other's way, and what is said where none can.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeAll, describe, expect, inject, it } from "vitest";

import { ClusterUnavailableError, SnakeBridge } from "../../src/bridge/index.js";
import type { ClusterPoolOptions } from "../../src/bridge/index.js";
import {
  eventually,
  isAlive,
  onlyWorker,
  processesWith,
  rejection,
} from "../support/bridgeTest.js";
import { daskPython, startDaskCluster } from "../support/daskCluster.js";
import type { DaskCluster } from "../support/daskCluster.js";

let cluster: DaskCluster;
beforeAll(async () => {
  if (inject("daskAddress") === null) return undefined;
  const resources = { "worker-2": { GPU: 1 } };
  cluster = await startDaskCluster({ workers: 3, resources });
  return () => cluster[Symbol.asyncDispose]();
});

function start(pool: Partial<ClusterPoolOptions>): Promise<SnakeBridge> {
  const { address } = cluster;
  const main: ClusterPoolOptions = { engine: "dask", address, python: daskPython, ...pool };
  return SnakeBridge.start({ pools: { main } });
}

/** Names of the cluster workers that sessions live on. */
async function names(bridge: SnakeBridge): Promise<unknown[]> {
  return (await bridge.sessions()).map(({ place }) => place?.name);
}

describe("a session", () => {
  it.each([
    ["has the resources it asks for", { resources: { GPU: 1 } }, "worker-2"],
    ["lives on a worker that is named", { workers: ["worker-3"] }, "worker-3"],
  ])("%s", async (_, pool, name) => {
    await using bridge = await start(pool);
    await Promise.all(["a", "b"].map((session) => bridge.run("0", { session })));
    expect(await names(bridge)).toEqual([name, name]);
    const [session] = await bridge.sessions();
    expect(session?.place).toMatchObject({ memoryLimitBytes: 2 ** 31 });
    expect(session?.place?.memoryBytes).toBeGreaterThan(10 ** 7);
  });

  it("has a worker to itself while there are as many", async () => {
    await using bridge = await start({});
    await Promise.all(["a", "b", "c"].map((session) => bridge.run("0", { session })));
    expect((await names(bridge)).toSorted()).toEqual(["worker-1", "worker-2", "worker-3"]);
  });

  it.each([
    ["enough of a resource", { resources: { GPU: 5 } }, "GPU 5"],
    ["the name", { workers: ["worker-9"] }, "worker-9"],
  ])("that finds no worker with %s is refused, and says so", async (_, pool, said) => {
    await using bridge = await start(pool);
    const error = await rejection(bridge.run("0"));
    expect(error).toBeInstanceOf(ClusterUnavailableError);
    expect(error).toMatchObject({ reason: "unplaceable", address: cluster.address });
    expect(error.message).toContain(said);
  });

  it("does not wait for another one on the same worker, nor is it heard there", async () => {
    await using bridge = await start({ workers: ["worker-1"] });
    const heard: string[] = [];
    const onOutput = ({ text }: { readonly text: string }) => heard.push(text);
    const waiting = bridge.run(
      "import sys\nprint('waits')\nwhile not hasattr(sys, 'free'): pass\nprint('goes on')",
      { session: "a", onOutput },
    );
    await eventually("the loop", () => heard.length > 0);
    await bridge.run("print('frees'); import sys; sys.free = True", { session: "b" });
    await waiting;
    expect(heard.join("")).toBe("waits\ngoes on\n");
  });
});

describe("a cluster that cannot be used", () => {
  it("is told by what is missing, for which interpreter, and how to install it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "without-dask-"));
    writeFileSync(join(folder, "distributed.py"), "raise ImportError('it is not here')\n");
    await using bridge = await start({ env: { PYTHONPATH: folder } });
    const error = await rejection(bridge.run("0"));
    rmSync(folder, { recursive: true });
    expect(error).toMatchObject({ reason: "missing", address: cluster.address });
    expect(error).toHaveProperty("install", expect.stringContaining("install"));
    expect(error.message).toContain(daskPython);
  });

  it("is told at once where nobody listens", async () => {
    await using bridge = await start({ address: "tcp://127.0.0.1:1" });
    const before = performance.now();
    expect(await rejection(bridge.run("0"))).toMatchObject({
      reason: "unreachable",
      address: "tcp://127.0.0.1:1",
    });
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe("a cluster of one's own", () => {
  it("is made on this machine, and ends with the bridge", async () => {
    const bridge = await start({ address: "local" });
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    const worker = onlyWorker(bridge);
    expect(worker.cluster?.address).toMatch(/^tcp:\/\/127\.0\.0\.1:/);
    const runId = String(await bridge.run("import os; os.environ['SNAKEBRIDGE_RUN_ID']"));
    await bridge.dispose();
    expect(isAlive(worker.pid)).toBe(false);
    await eventually("the end of its workers", () => processesWith(runId).length === 0);
  });
});
