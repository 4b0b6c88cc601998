/** What the workbench looked like when a test failed. */
import { join } from "node:path";

import { afterEach } from "vitest";

import { cacheFolder } from "../../vscode/setup/paths.ts";
import type { Workbench } from "./workbench.ts";

const failuresFolder = join(cacheFolder, "failures");

/** For the tests of a file or group; `name` tells their pictures apart. */
export function keepPictures(name: string, workbench: () => Workbench): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    const picture = `${name}-${task.name.replaceAll(/\W+/g, "-").slice(0, 60)}`;
    console.log(`screenshot: ${await workbench().screenshot(failuresFolder, picture)}`);
  });
}
