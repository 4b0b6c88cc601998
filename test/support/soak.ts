/**
 * Tests that come in two sizes: each takes its volume here, which tells the report of `npm run soak` about it.
 */
import { expect, test } from "vitest";
import type { RunnerTestCase } from "vitest";

import { isSoak, volumeOf } from "./volumes.ts";
import type { Volume } from "./volumes.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What the report writes beside the verdict. */
    soak?: { readonly volume: number; readonly findings: string[] };
  }
}

/** For the largest volume there is. */
export const timeLimit = { timeout: 3_600_000 };

/** What a test shall do, and where it tells what it found. */
export interface Portion {
  readonly count: number;
  readonly note: (finding: string) => void;
}

/** A time is judged in a soak only, which has the machine to itself; `npm test` runs suites side by side. */
export function expectAtMost(ms: number, mostMs: number): void {
  if (isSoak) expect(ms).toBeLessThanOrEqual(mostMs);
}

/** How much a test shall do in this run. */
export function takeVolume({ meta }: Readonly<RunnerTestCase>, volume: Volume): Portion {
  const count = volumeOf(volume);
  const findings: string[] = [];
  meta.soak = { volume: count, findings };
  return { count, note: (finding) => void findings.push(finding) };
}

/** Declares a test of one volume; one whose volume is 0 in this run has nothing to do. */
export function soak(
  name: string,
  volume: Volume,
  body: (portion: Portion) => Promise<void>,
): void {
  const isDone = volumeOf(volume) > 0;
  test.runIf(isDone)(name, timeLimit, async ({ task }) => body(takeVolume(task, volume)));
}
