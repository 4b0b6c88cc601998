/** The in-host suite as the runner sees it; `runHostTests.ts` does the work in a process of its own. */
import { join } from "node:path";

import { repositoryRoot } from "../setup/paths.ts";
import {
  prepareReport,
  readReport,
  runCommand,
  settleCounts,
  type Counts,
  type Suite,
} from "./suite.ts";

export const hostSuite: Suite = {
  name: "host",
  async run() {
    const report = await prepareReport("host.json");
    const exitCode = await runCommand({
      program: process.execPath,
      args: [join(repositoryRoot, "test", "vscode", "runHostTests.ts")],
      env: { SNAKEBRIDGE_HOST_REPORT: report },
    });
    return settleCounts(countMocha(await readReport(report)), exitCode);
  },
};

function countMocha(report: string | undefined): Counts | undefined {
  if (report === undefined) return undefined;
  // SAFETY: written by hostEntry.ts of this folder's parent.
  return JSON.parse(report) as Counts;
}
