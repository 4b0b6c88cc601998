/** The walk as tests, one per step; the workbench to walk in is the caller's choice. */
import { join } from "node:path";

import { afterAll, beforeAll, onTestFailed, test } from "vitest";

import { copySampleWorkspace } from "../support/sampleWorkspace.ts";
import { cacheFolder } from "../vscode/setup/paths.ts";
import type { ServerOptions } from "../vscode/workbenchServer.ts";
import { slice } from "./slice.ts";
import { Workbench } from "./support/workbench.ts";

const failuresFolder = join(cacheFolder, "failures");

export function walkAsTests(name: string, options: () => Promise<Partial<ServerOptions>>) {
  const resources = new AsyncDisposableStack();
  let workbench: Workbench;
  let isStuck = false;

  beforeAll(async () => {
    const { folder } = resources.use(await copySampleWorkspace());
    const choice = await options();
    const started = await Workbench.start({ workspace: folder, isTrustGranted: true, ...choice });
    workbench = resources.use(started);
  });

  afterAll(() => resources.disposeAsync());

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
