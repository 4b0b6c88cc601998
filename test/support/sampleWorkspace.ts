/** Fresh copies of the sample workspace, so that no test sees what another one left. */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { cacheFolder, sampleWorkspace } from "../vscode/setup/paths.ts";

/** A space and a letter beyond ASCII: what breaks careless handling of paths and URIs. */
const awkwardName = "sämple workspace";

export interface WorkspaceCopy extends AsyncDisposable {
  readonly folder: string;
}

/** Of another folder, if one is given. */
export async function copySampleWorkspace(source = sampleWorkspace): Promise<WorkspaceCopy> {
  const runs = join(cacheFolder, "runs");
  await mkdir(runs, { recursive: true });
  const parent = await mkdtemp(join(runs, "workspace-"));
  const folder = join(parent, awkwardName);
  await cp(source, folder, { recursive: true });
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }),
  };
}
