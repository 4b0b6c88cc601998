/**
 * Ends what a dead worker left behind: processes that carry its run id in their environment, also those in a
 * session of their own. Nothing else is ever signalled. Linux only; elsewhere there is nothing to read.
 */

import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import type { Logger } from "./logger.js";

/** Environment variable that carries the run id. */
export const runIdVariable = "SNAKEBRIDGE_RUN_ID";

/** A process may fork while the list is read, so look until nobody is left, but not for ever. */
const maxPasses = 10;
const betweenPassesMs = 5;

/** Kills all processes of `runId`. Never rejects. */
export async function endDescendants(runId: string, logger: Logger): Promise<void> {
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const found = await findByRunId(runId);
    if (found.length === 0) return;
    logger.debug(`Ending processes left by a worker: ${found.join(", ")}`);
    for (const pid of found) kill(pid);
    await sleep(betweenPassesMs);
  }
}

async function findByRunId(runId: string): Promise<number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const pids = entries.map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  const marks = await Promise.all(pids.map((pid) => carries(pid, runId)));
  return pids.filter((_pid, index) => marks[index]);
}

async function carries(pid: number, runId: string): Promise<boolean> {
  // Most processes are others' and not readable; a zombie's environment is empty.
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  return environment.split("\0").includes(`${runIdVariable}=${runId}`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}
