/** Where the tooling keeps things: everything it installs or leaves lies in one ignored folder. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url)).replace(
  /[/\\]$/,
  "",
);

/** Installed tools, data folders, reports and screenshots; git-ignored, safe to delete. */
export const cacheFolder = join(repositoryRoot, ".vscode-test");

export const reportsFolder = join(cacheFolder, "reports");

export const sampleWorkspace = join(repositoryRoot, "test", "fixtures", "workspace");
