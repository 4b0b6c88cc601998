/**
 * `npm run demo`: the walk of `test/ui/slice.ts` in a real VS Code with the packaged extension, each
 * step printed, with screenshots.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { slice } from "../ui/slice.ts";
import { Workbench } from "../ui/support/workbench.ts";
import { packageExtension } from "./extensionPackage.ts";
import { ensureWorkbench } from "./setup/ensure.ts";
import { cacheFolder } from "./setup/paths.ts";

const picturesFolder = join(cacheFolder, "demo");

async function walk(workbench: Workbench) {
  for (const [index, { title, act, picture }] of slice.entries()) {
    await act(workbench);
    console.log(`${String(index + 1).padStart(2)}. ${title}`);
    if (picture === undefined) continue;
    console.log(`    ${await workbench.screenshot(picturesFolder, picture)}`);
  }
}

await ensureWorkbench();
await rm(picturesFolder, { recursive: true, force: true });
console.log("packaging the extension");
const extensionPackage = await packageExtension();
console.log("starting VS Code");
await using workbench = await Workbench.start({ extensionPackage });
try {
  await walk(workbench);
} catch (error) {
  console.error(`stopped here: ${await workbench.screenshot(picturesFolder, "failure")}`);
  throw error;
}
