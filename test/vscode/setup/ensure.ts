/**
 * Installs what the tests and demos need and the machine lacks. Idempotent, quick when there is
 * nothing to do, and safe when several processes start it at once.
 */
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { findChromium, installChromium } from "./chromium.ts";
import { installDask, isDaskInstalled } from "./dask.ts";
import { withFileLock } from "./fileLock.mjs";
import { installNeovim, isNeovimInstalled } from "./neovim.ts";
import { cacheFolder } from "./paths.ts";
import { arePythonToolsInstalled, installPythonTools } from "./pythonTools.ts";
import { installVscodeServer, isVscodeServerInstalled } from "./vscodeServer.ts";

interface Requirement {
  readonly name: string;
  readonly isMet: () => boolean;
  readonly install: () => Promise<void>;
}

const vscodeServer: Requirement = {
  name: "VS Code server",
  isMet: isVscodeServerInstalled,
  install: installVscodeServer,
};

const chromium: Requirement = {
  name: "Chromium",
  isMet: () => findChromium() !== undefined,
  install: installChromium,
};

const pythonTools: Requirement = {
  name: "Python test tools",
  isMet: arePythonToolsInstalled,
  install: installPythonTools,
};

const neovim: Requirement = {
  name: "Neovim",
  isMet: isNeovimInstalled,
  install: installNeovim,
};

const dask: Requirement = {
  name: "Dask",
  isMet: isDaskInstalled,
  install: installDask,
};

/** What it takes to serve VS Code to a browser of the person's own. */
export async function ensureServer() {
  await ensure([vscodeServer]);
}

/** What it takes to show VS Code in a browser. */
export async function ensureWorkbench() {
  await ensure([vscodeServer, chromium]);
}

/** What all suites together take. */
export async function ensureAll() {
  await ensure([vscodeServer, chromium, pythonTools, neovim, dask]);
}

async function ensure(requirements: readonly Requirement[]) {
  if (requirements.every((requirement) => requirement.isMet())) return;
  await withFileLock(join(cacheFolder, "setup.lock"), async () => {
    for (const requirement of requirements) await meet(requirement);
  });
}

async function meet({ name, isMet, install }: Requirement) {
  if (isMet()) return;
  console.log(`installing: ${name}`);
  const start = performance.now();
  await install();
  console.log(`installed:  ${name} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
}
