/**
 * Making and releasing refs for long leaves nothing behind, in neither process: the last tenth of the run needs as
 * much memory as the second.
 */
import { readFileSync } from "node:fs";

import { expect } from "vitest";

import { SnakeBridge } from "../../src/bridge/index.js";
import type { Ref } from "../../src/bridge/index.js";
import { onlyWorker } from "../support/bridgeTest.js";
import { collectGarbage } from "../support/garbage.ts";
import { isSoak } from "../support/volumes.ts";
import { soak } from "../support/soak.ts";

const session = "cycles";
/** Steps that are on their way together. */
const cyclesPerTurn = 100;
const samplesPerTenth = 5;
const pageBytes = 4096;
/** Of the second tenth. */
const largestGrowth = 1.02;

/** One way to make refs and let them go. */
type Turn = (bridge: SnakeBridge) => Promise<unknown>;

const together = (one: () => PromiseLike<unknown>) =>
  Promise.all(Array.from({ length: cyclesPerTurn }, one));

const turns: readonly Turn[] = [
  (bridge) =>
    together(async () => {
      const ref = await bridge.call<Ref>("builtins", "object", [], { session });
      await ref.release();
    }),
  (bridge) =>
    together(async () => {
      const call = bridge.call("re", "compile", ["a"], { session, as: "ref" });
      await Promise.all([call.attr("pattern"), call.release()]);
    }),
  (bridge) =>
    together(() => bridge.call("builtins", "iter", [[1]], { session }).method("__length_hint__")),
];

interface Sample {
  readonly python: number;
  readonly node: number;
}

soak("making and releasing refs", "releaseCycles", async ({ count, note }) => {
  await using bridge = await SnakeBridge.start();
  await wakeAllThreads(bridge);
  const samples: Sample[] = [];
  const turnsPerSample = count / cyclesPerTurn / (10 * samplesPerTenth);
  for (let turn = 1; turn <= count / cyclesPerTurn; turn += 1) {
    await turns[turn % turns.length]?.(bridge);
    if (isSoak && turn % turnsPerSample < 1) samples.push(takeSample(onlyWorker(bridge)));
  }
  expect(await bridge.refs(session)).toEqual([]);
  // A short run says nothing of memory: it has hardly warmed up.
  if (!isSoak) return;
  for (const process of ["python", "node"] as const) {
    const [second, last] = [1, 9].map((tenth) => median(samples, tenth, process));
    note(`${process}: ${megabytes(second)} in the second tenth, ${megabytes(last)} in the last`);
    expect(last, process).toBeLessThanOrEqual((second ?? 0) * largestGrowth);
  }
});

/** While a call lasts another thread reads; on its first allocation each gets an arena of its own. */
async function wakeAllThreads(bridge: SnakeBridge): Promise<void> {
  const lasting = bridge.run("import time; time.sleep(0.5)", { session });
  const listings = Array.from({ length: 1000 }, () => bridge.refs(session));
  await Promise.all([lasting, ...listings]);
}

/** What both processes hold; read from outside, so that looking allocates nothing in Python. */
function takeSample({ pid }: { readonly pid: number }): Sample {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
  collectGarbage();
  return { python: pages * pageBytes, node: process.memoryUsage().heapUsed };
}

function median(
  samples: readonly Sample[],
  tenth: number,
  process: keyof Sample,
): number | undefined {
  const ofTenth = samples.slice(tenth * samplesPerTenth, (tenth + 1) * samplesPerTenth);
  return ofTenth.map((sample) => sample[process]).sort((a, b) => a - b)[samplesPerTenth >> 1];
}

function megabytes(bytes = 0): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MiB`;
}
