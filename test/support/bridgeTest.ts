/**
 * Tests with a bridge of their own over a real Python process, which must be gone afterwards.
 */
import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { SnakeBridge } from "../../src/bridge/index.js";
import type { Ref, StartOptions, WorkerInfo } from "../../src/bridge/index.js";
import { Ref as RefClass } from "../../src/bridge/index.js";
import { placed } from "./clusterPools.js";

interface BridgeFixtures {
  /** Options the bridge of this test starts with; override by `bridgeTest.extend`. */
  readonly startOptions: StartOptions;
  readonly bridge: SnakeBridge;
}

/** `test` with a `bridge`. */
export const bridgeTest = test.extend<BridgeFixtures>({
  startOptions: {},
  bridge: async ({ startOptions }, use) => {
    const bridge = await SnakeBridge.start(placed(startOptions));
    await use(bridge);
    const pids = bridge.workers.map(({ pid }) => pid).filter((pid) => pid !== null);
    await bridge.dispose();
    expect(pids.filter(isAlive)).toEqual([]);
  },
});

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !stat.includes(") Z ");
  } catch {
    // It is gone.
    return false;
  }
}

/** Pids of live processes that have `text` in their environment. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isAlive(pid) && environmentOf(pid).includes(text));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    // Gone, or not ours to read.
    return "";
  }
}

/** Waits until `condition` holds; fails with `what` if it does not within `limitMs`. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 5000,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The only worker of a bridge, which must be running. */
export function onlyWorker(bridge: SnakeBridge): WorkerInfo & { readonly pid: number } {
  const [worker] = bridge.workers;
  const pid = worker?.pid ?? null;
  if (!worker || pid === null) throw new Error("no worker runs");
  return { ...worker, pid };
}

/** Narrows a result that must be a ref. */
export function asRef(value: unknown): Ref {
  expect(value).toBeInstanceOf(RefClass);
  // SAFETY: just checked.
  return value as Ref;
}

/** What a promise rejects with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error("rejected with no error", { cause: error });
  }
  throw new Error("did not reject");
}
