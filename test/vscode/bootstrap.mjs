// @ts-check
/**
 * The door of every developer command: `node test/vscode/bootstrap.mjs SCRIPT.ts [ARGUMENTS]`.
 *
 * On a fresh clone npm starts this with whatever Node the machine has and nothing installed. It
 * installs the packages of the lock file, then runs SCRIPT under the Node that they bring, which
 * understands TypeScript. It must import nothing that is not part of Node or of this folder.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { withFileLock } from "./setup/fileLock.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const binaries = join(root, "node_modules", ".bin");
const isWindows = process.platform === "win32";
const ownNode = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");

/** npm writes this file last, so its presence means that an earlier install came to its end. */
const installedMarker = join(root, "node_modules", ".package-lock.json");

function isInstalled() {
  return existsSync(installedMarker) && existsSync(ownNode);
}

async function installPackages() {
  if (isInstalled()) return;
  await withFileLock(join(root, ".vscode-test", "packages.lock"), () => {
    if (isInstalled()) return;
    console.log("installing the packages of package-lock.json (npm ci)");
    const options = { cwd: root, stdio: /** @type {const} */ ("inherit"), shell: isWindows };
    const { status } = spawnSync("npm", ["ci", "--loglevel=error"], options);
    if (status !== 0) throw new Error("`npm ci` failed; its output above says why");
  });
}

/** @param {string[]} command */
function runUnderOwnNode(command) {
  const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env["PATH"] ?? ""}` };
  const child = spawn(ownNode, command, { cwd: root, stdio: "inherit", env });
  // The child shares our terminal and gets Ctrl+C itself; we stay to pass on how it ended.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}

await installPackages();
runUnderOwnNode(process.argv.slice(2));
