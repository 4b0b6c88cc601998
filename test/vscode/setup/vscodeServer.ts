/**
 * The VS Code server with the web workbench, from npm: the real workbench and the real Node
 * extension host, for machines where no desktop VS Code is installed or can be downloaded.
 */
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { cacheFolder } from "./paths.ts";
import { run } from "./run.ts";

const version = "4.139.1";
const serverFolder = join(cacheFolder, `code-server-${version}`);

/** The folder that holds `out/server-main.js`. */
export const vscodeServerHome = join(serverFolder, "lib", "vscode");

export function isVscodeServerInstalled(): boolean {
  return existsSync(serverFolder);
}

export async function installVscodeServer() {
  const draft = `${serverFolder}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await run("npm", ["pack", `code-server@${version}`, "--silent", "--pack-destination", draft]);
  await run("tar", ["-xzf", `code-server-${version}.tgz`], { cwd: draft });
  // Not `npm install code-server`: its own post-install step insists on building native modules
  // that the extension host, webviews and notebooks do without.
  const home = join(draft, "package", "lib", "vscode");
  await run("npm", ["install", "--ignore-scripts", "--omit=dev", "--no-fund", "--no-audit"], {
    cwd: home,
  });
  // The final name appears only when everything is in place, so an interrupted set-up starts over.
  await rename(join(draft, "package"), serverFolder);
  await rm(draft, { recursive: true, force: true });
}
