/** The packaged extension, made as a release would make it. */
import { join } from "node:path";

import { repositoryRoot } from "./setup/paths.ts";
import { run } from "./setup/run.ts";

/** Builds `snakebridge.vsix` from the present sources and gives its path. */
export async function packageExtension(): Promise<string> {
  await run("npm", ["run", "--silent", "package"], { cwd: repositoryRoot });
  return join(repositoryRoot, "snakebridge.vsix");
}

/** The files in the package, sorted; a `.vsix` is a zip archive, which Python can list. */
export async function listPackage(file: string): Promise<string[]> {
  const script =
    "import sys, zipfile; print(*sorted(zipfile.ZipFile(sys.argv[1]).namelist()), sep='\\n')";
  const output = await run("python3", ["-c", script, file]);
  return output.trim().split("\n");
}
