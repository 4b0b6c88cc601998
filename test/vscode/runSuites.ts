/**
 * `npm test`: installs what lacks, runs every suite even when one fails, and sums them up. The last
 * line is `N passed, N failed`. With arguments it runs only the suites whose name starts with one
 * of them, after a build.
 */
import { performance } from "node:perf_hooks";

import { ensureAll } from "./setup/ensure.ts";
import { allSuites } from "./suites/allSuites.ts";
import type { Counts, Suite } from "./suites/suite.ts";

interface Outcome extends Counts {
  readonly name: string;
  readonly seconds: number;
}

async function runSuite({ name, run }: Suite): Promise<Outcome> {
  console.log(`\n===== ${name} =====`);
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

function sum(outcomes: readonly Outcome[], count: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + count(outcome), 0);
}

function select(suites: readonly Suite[], wanted: readonly string[]): readonly Suite[] {
  if (wanted.length === 0) return suites;
  const unknown = wanted.find((prefix) => !suites.some(({ name }) => name.startsWith(prefix)));
  if (unknown !== undefined) {
    const names = suites.map(({ name }) => name).join(", ");
    throw new Error(`no suite is named "${unknown}"; there are: ${names}`);
  }
  return suites.filter(
    ({ name }) => name === "build" || wanted.some((prefix) => name.startsWith(prefix)),
  );
}

await ensureAll();
const suites = select(await allSuites(), process.argv.slice(2));
const outcomes: Outcome[] = [];
for (const suite of suites) outcomes.push(await runSuite(suite));
printTable(outcomes);
const failed = sum(outcomes, (outcome) => outcome.failed);
console.log(`${sum(outcomes, (outcome) => outcome.passed)} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
