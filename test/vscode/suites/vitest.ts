/** Tests that Vitest runs, counted from its JSON report. */
import { basename, join } from "node:path";

import { repositoryRoot } from "../setup/paths.ts";
import {
  prepareReport,
  readReport,
  runCommand,
  settleCounts,
  type Counts,
  type Suite,
} from "./suite.ts";

const vitest = join(repositoryRoot, "node_modules", "vitest", "vitest.mjs");

export function vitestSuite(name: string, options: readonly string[]): Suite {
  return {
    name,
    async run() {
      const report = await prepareReport(`${name}.json`);
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const args = [vitest, "run", ...options, ...reporters];
      const exitCode = await runCommand({ program: process.execPath, args });
      return settleCounts(countVitest(await readReport(report)), exitCode);
    },
  };
}

function countVitest(report: string | undefined): Counts | undefined {
  if (report === undefined) return undefined;
  // SAFETY: the shape of Vitest's JSON report; a missing number would show as NaN in the table.
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(report) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${basename(name)}: ${fullName}`),
  );
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}
