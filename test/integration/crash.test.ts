/**
 * A worker that dies is a state, not a riddle; and nobody outlives anybody.
 */
import { readFileSync } from "node:fs";

import { describe, expect } from "vitest";

import { RefNotFoundError, WorkerExitedError } from "../../src/bridge/index.js";
import type { WorkerExitEvent, WorkerInfo } from "../../src/bridge/index.js";
import {
  asRef,
  bridgeTest as test,
  eventually,
  isAlive,
  onlyWorker,
  processesWith,
  rejection,
} from "../support/bridgeTest.js";

describe("a worker that is killed", () => {
  test("rejects the call in flight with signal and last words, and the next call works", async ({
    bridge,
  }) => {
    const exits: WorkerExitEvent[] = [];
    bridge.onDidExitWorker((event) => exits.push(event));
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const { pid } = onlyWorker(bridge);
    await bridge.run("import sys; print('last words', file=sys.__stderr__, flush=True)");
    const running = bridge.call("time", "sleep", [60], {
      onRouted: () => undefined,
    });
    const waiting = bridge.call("math", "sqrt", [1]);
    await bridge.sessions();
    process.kill(pid, "SIGKILL");
    for (const error of await Promise.all([running, waiting].map(rejection))) {
      expect(error).toBeInstanceOf(WorkerExitedError);
      expect(error).toMatchObject({ exitCode: null, signal: "SIGKILL" });
      expect(error).toHaveProperty("stderrTail", expect.arrayContaining(["last words"]));
    }
    expect(exits).toMatchObject([
      { workerId: "main-1", pool: "main", signal: "SIGKILL", sessionsLost: [ref.sessionId] },
    ]);
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    expect(onlyWorker(bridge).pid).not.toBe(pid);
    const error = await rejection(ref.attr("pattern"));
    expect(error).toBeInstanceOf(RefNotFoundError);
    expect(error).toMatchObject({ refId: ref.id, reason: "worker_restarted" });
    expect(await rejection(bridge.attr(ref.toJSON(), "pattern"))).toMatchObject({
      reason: "worker_restarted",
    });
    expect(await ref.release()).toEqual({ outcome: "alreadyGone", reason: "worker_restarted" });
  });

  test("gets its sessions' limits again when it comes back", async ({ bridge }) => {
    await bridge.openSession("s", { maxRefs: 3 });
    await rejection(bridge.call("os", "_exit", [7], { session: "s" }));
    await bridge.run("1", { session: "s" });
    expect(await bridge.sessions()).toMatchObject([{ id: "s", maxRefs: { value: 3 } }]);
  });
});

describe("a worker that exits", () => {
  test("tells its exit code", async ({ bridge }) => {
    const error = await rejection(bridge.call("os", "_exit", [7]));
    expect(error).toMatchObject({ code: "workerExited", exitCode: 7, signal: null });
  });

  test("runs a call again that may run twice", async ({ bridge }) => {
    const source = [
      "import os, pathlib",
      "marker = pathlib.Path(os.environ['MARKER'])",
      "if not marker.exists(): marker.touch(); os._exit(1)",
      "'survived'",
    ].join("\n");
    const marker = `/tmp/snakebridge-test-${process.pid}-${Date.now()}`;
    await bridge.run(`import os; os.environ['MARKER'] = ${JSON.stringify(marker)}`);
    const run = `import os; os.environ['MARKER'] = ${JSON.stringify(marker)}\n${source}`;
    expect(await bridge.run(run, { idempotent: true })).toBe("survived");
  });

  test("again and again rests longer and longer, says so, and restart ends the rest", async ({
    bridge,
  }) => {
    const die = () => rejection(bridge.call("os", "_exit", [1]));
    // The first rests are so short that a call waits for their end.
    for (let death = 0; death < 4; death += 1) {
      expect(await die()).toMatchObject({ code: "workerExited" });
    }
    const error = await die();
    expect(error).toMatchObject({ code: "sessionWorkerUnavailable", workerId: "main-1" });
    expect(error).toHaveProperty("retryAfterMs", expect.any(Number));
    await bridge.restart();
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
  });

  test("takes its descendants along, also those in a session of their own", async ({ bridge }) => {
    const start =
      "import subprocess; subprocess.Popen(['sleep', '300'], start_new_session=True).pid";
    const child = Number(await bridge.run(start));
    expect(isAlive(child)).toBe(true);
    process.kill(onlyWorker(bridge).pid, "SIGKILL");
    await rejection(bridge.call("time", "sleep", [60]));
    await eventually("the end of the worker's child", () => !isAlive(child));
  });
});

describe("restart", () => {
  test("ends the workers and tells which; their refs say so; no exit is reported", async ({
    bridge,
  }) => {
    const exits: WorkerExitEvent[] = [];
    bridge.onDidExitWorker((event) => exits.push(event));
    const restarts: (readonly WorkerInfo[])[] = [];
    bridge.onDidRestart((ended) => restarts.push(ended));
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const before = onlyWorker(bridge);
    await bridge.restart();
    expect(restarts).toEqual([[before]]);
    expect(await rejection(ref.attr("pattern"))).toMatchObject({ reason: "worker_restarted" });
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    expect(onlyWorker(bridge).epoch).not.toBe(before.epoch);
    expect(exits).toEqual([]);
  });

  test("lets a call that is made meanwhile run on the worker that comes", async ({ bridge }) => {
    await bridge.run("name = 'old'");
    const restarting = bridge.restart();
    expect(await bridge.run("'name' in globals()")).toBe(false);
    await restarting;
  });

  test("is over for who disposes of the bridge meanwhile", async ({ bridge }) => {
    await bridge.run("0");
    const restarting = bridge.restart();
    const late = rejection(bridge.run("1"));
    await bridge.dispose();
    await restarting;
    expect(await late).toMatchObject({ code: "disposed" });
    expect(bridge.workers.map(({ state }) => state)).toEqual(["exited"]);
  });
});

describe("dispose", () => {
  test("ends a busy worker and what it started, and rejects what waits", async ({ bridge }) => {
    await bridge.run("import subprocess; subprocess.Popen(['sleep', '300'])");
    const { pid } = onlyWorker(bridge);
    const runId = environmentVariable(pid, "SNAKEBRIDGE_RUN_ID");
    const running = rejection(bridge.call("time", "sleep", [60]));
    await bridge.sessions();
    const start = performance.now();
    await bridge.dispose();
    expect(performance.now() - start).toBeLessThan(3000);
    expect(await running).toMatchObject({ code: "cancelled" });
    expect(isAlive(pid)).toBe(false);
    await eventually("the end of all descendants", () => processesWith(runId).length === 0);
    expect(await rejection(bridge.call("math", "sqrt", [1]))).toMatchObject({ code: "disposed" });
  });

  test("without any worker is done at once, and twice is once", async ({ bridge }) => {
    await Promise.all([bridge.dispose(), bridge.dispose()]);
    expect(bridge.workers).toEqual([]);
  });
});

function environmentVariable(pid: number, name: string): string {
  const environment = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  return environment.find((entry) => entry.startsWith(`${name}=`)) ?? "";
}
