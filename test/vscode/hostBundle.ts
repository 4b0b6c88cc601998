/** Bundles the in-host tests: a desktop VS Code brings a Node that does not read TypeScript. */
import { glob, rm } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

import { cacheFolder, repositoryRoot } from "./setup/paths.ts";

/** Gives the module that the extension host has to load. */
export async function bundleHostTests(): Promise<string> {
  const folder = join(cacheFolder, "host-tests");
  await rm(folder, { recursive: true, force: true });
  const pattern = "test/host/**/*.host.test.ts";
  const tests = await Array.fromAsync(glob(pattern, { cwd: repositoryRoot }));
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ["test/vscode/hostEntry.ts", ...tests],
    entryNames: "[name]",
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return join(folder, "hostEntry.cjs");
}
