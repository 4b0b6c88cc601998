/**
 * A worker that nobody asks anything costs nothing: no polling, no waking up. Its client listens to it and holds refs
 * meanwhile, as the inspector does.
 */
import { platform } from "node:process";
import { setTimeout as pass } from "node:timers/promises";

import { expect } from "vitest";

import { SnakeBridge } from "../../src/bridge/index.js";
import { onlyWorker } from "../support/bridgeTest.js";
import { ranNanoseconds } from "../support/processTimes.ts";
import { soak } from "../support/soak.ts";

const mostShare = 0.005;
/** Until what the calls left to do is done: events are gathered, helpers go to sleep. */
const settleMs = 2_000;

soak("resting, for so many milliseconds", "restingMs", async ({ count, note }) => {
  if (platform !== "linux") return;
  await using bridge = await SnakeBridge.start();
  bridge.onDidChangeRefs(() => undefined);
  const make = () => bridge.call("builtins", "object", [], { session: "resting" });
  await Promise.all(Array.from({ length: 100 }, make));
  const { pid } = onlyWorker(bridge);
  // Time itself is what is tested: nothing happens that could be waited for.
  await pass(settleMs);
  const before = ranNanoseconds(pid);
  await pass(count);
  const share = (ranNanoseconds(pid) - before) / (count * 1e6);
  note(`Python used ${(share * 100).toFixed(3)} % of a processor`);
  expect(share).toBeLessThanOrEqual(mostShare);
});
