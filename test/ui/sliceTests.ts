/** The walk as tests, one per step; the workbench to walk in is the caller's choice. */
import { join } from "node:path";

import { afterAll, beforeAll, onTestFailed, test } from "vitest";

import { cacheFolder } from "../vscode/setup/paths.ts";
import { slice } from "./slice.ts";
import { Workbench, type WorkbenchOptions } from "./support/workbench.ts";

const failuresFolder = join(cacheFolder, "failures");

/** `options` is asked when the tests start; `name` tells the screenshots of failures apart. */
export function walkAsTests(name: string, options: () => WorkbenchOptions) {
  let workbench: Workbench;
  let isStuck = false;

  beforeAll(async () => {
    workbench = await Workbench.start(options());
  });

  afterAll(() => workbench[Symbol.asyncDispose]());

  for (const { title, act } of slice) {
    test(title, async ({ skip }) => {
      skip(isStuck, "an earlier step failed");
      isStuck = true;
      onTestFailed(async ({ task }) => {
        const picture = `${name}-${task.name.replaceAll(/\W+/g, "-")}`;
        console.log(`screenshot: ${await workbench.screenshot(failuresFolder, picture)}`);
      });
      await act(workbench);
      isStuck = false;
    });
  }
}
