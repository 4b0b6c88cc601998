/**
 * The extension's folder as VS Code gets it to run from source: a link to the repository. Were it
 * the repository itself, VS Code would take the built-in extensions of the server below it for ours,
 * and open with "our" colour theme instead of the one in the settings.
 */
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";

import { cacheFolder, repositoryRoot } from "./setup/paths.ts";

export async function provideDevelopmentFolder(): Promise<string> {
  const link = join(cacheFolder, "extension");
  await mkdir(cacheFolder, { recursive: true });
  try {
    await symlink(repositoryRoot, link, "junction");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return link;
}
