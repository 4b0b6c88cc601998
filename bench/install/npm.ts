/**
 * Peers from npm: installed into the cache by the first bench that wants them.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { cache, runInCache } from "./cache.ts";

const manifest = join(cache, "package.json");

/** Requires as a program in the cache would. */
export const requirePeer = createRequire(manifest);

/** Installs packages that are not there yet. What they would run on installation is not run. */
export async function npmPackages(...names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !existsSync(folderOf(name)));
  if (missing.length === 0) return;
  await mkdir(cache, { recursive: true });
  if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }\n');
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"];
  await runInCache("npm", ["install", ...options, ...missing]);
}

/** The folder of a package in the cache. */
export function folderOf(name: string): string {
  return join(cache, "node_modules", name);
}
