/**
 * `npm test`: installs what lacks, runs every suite even when one fails, and sums them up. The last
 * line is `N passed, N failed`. With arguments it runs only the suites whose name starts with one
 * of them, after a build.
 */
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";

import { ensureAll } from "./setup/ensure.ts";
import { allStages } from "./suites/allStages.ts";
import type { Counts, Stage, Suite } from "./suites/suite.ts";

interface Outcome extends Counts {
  readonly name: string;
  readonly seconds: number;
}

/** Runs the suites of a stage side by side, as many as there are processors. */
async function runStage(stage: Stage): Promise<Outcome[]> {
  console.log(`\n===== ${stage.map(({ name }) => name).join(", ")} =====`);
  const outcomes: Outcome[] = [];
  const waiting = stage.values();
  const runWaiting = async () => {
    for (const suite of waiting) outcomes.push(await runSuite(suite));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runWaiting));
  return outcomes;
}

async function runSuite({ name, run }: Suite): Promise<Outcome> {
  const start = performance.now();
  const counts = await run();
  return { name, ...counts, seconds: (performance.now() - start) / 1000 };
}

function printTable(outcomes: readonly Outcome[]) {
  const row = (name: string, ...cells: string[]) =>
    [name.padEnd(14), ...cells.map((cell) => cell.padStart(8))].join(" ");
  console.log(`\n${row("suite", "passed", "failed", "skipped", "time")}`);
  for (const { name, passed, failed, skipped, seconds } of outcomes) {
    const counts = [passed, failed, skipped].map(String);
    console.log(row(name, ...counts, `${seconds.toFixed(1)} s`));
  }
}

/** Once more at the end: what failed is seldom found in the output of side-by-side suites. */
function printFailures(outcomes: readonly Outcome[]) {
  for (const { name, failures = [] } of outcomes) {
    for (const failure of failures) console.log(`failed in ${name}: ${failure}`);
  }
}

function sum(outcomes: readonly Outcome[], count: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + count(outcome), 0);
}

function select(stages: readonly Stage[], wanted: readonly string[]): readonly Stage[] {
  if (wanted.length === 0) return stages;
  const names = stages.flat().map(({ name }) => name);
  const unknown = wanted.find((prefix) => !names.some((name) => name.startsWith(prefix)));
  if (unknown !== undefined) {
    throw new Error(`no suite is named "${unknown}"; there are: ${names.join(", ")}`);
  }
  const isWanted = ({ name }: Suite) =>
    name === "build" || wanted.some((prefix) => name.startsWith(prefix));
  return stages.map((stage) => stage.filter(isWanted)).filter((stage) => stage.length > 0);
}

await ensureAll();
const stages = select(await allStages(), process.argv.slice(2));
const outcomes: Outcome[] = [];
for (const stage of stages) outcomes.push(...(await runStage(stage)));
printTable(outcomes);
printFailures(outcomes);
const failed = sum(outcomes, (outcome) => outcome.failed);
console.log(`${sum(outcomes, (outcome) => outcome.passed)} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
