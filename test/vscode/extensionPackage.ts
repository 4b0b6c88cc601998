/** The packaged extension, made as a release would make it. */
import { join } from "node:path";

import { cacheFolder, repositoryRoot } from "./setup/paths.ts";
import { run } from "./setup/run.ts";

/** Builds `snakebridge.vsix` from the present sources and gives its path. */
export async function packageExtension(): Promise<string> {
  await run("npm", ["run", "--silent", "package"], { cwd: repositoryRoot });
  return join(repositoryRoot, "snakebridge.vsix");
}

/** Packages an extension of `examples` and gives its path. */
export async function packageExample(name: string): Promise<string> {
  const file = join(cacheFolder, `${name}.vsix`);
  const vsce = join(repositoryRoot, "node_modules", ".bin", "vsce");
  const missing = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--no-rewrite-relative-links",
  ];
  const cwd = join(repositoryRoot, "examples", name);
  await run(vsce, ["package", ...missing, "--out", file], { cwd });
  return file;
}

/** The files in the package, sorted; a `.vsix` is a zip archive, which Python can list. */
export async function listPackage(file: string): Promise<string[]> {
  const script =
    "import sys, zipfile; print(*sorted(zipfile.ZipFile(sys.argv[1]).namelist()), sep='\\n')";
  const output = await run("python3", ["-c", script, file]);
  return output.trim().split("\n");
}
