/**
 * What the Python tests need. There may be no package index for Python, so the test tools come from
 * the distribution, made for its own interpreter; being pure Python, they serve the others too.
 */
import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";

import { installDebianPackages } from "./debianPackages.ts";
import { cacheFolder } from "./paths.ts";
import { pytestInterpreter } from "./pytestInterpreter.ts";
import { succeeds } from "./run.ts";

export { pytestInterpreter };

const debianModules = "/usr/lib/python3/dist-packages";

// The last two are what pytest and hypothesis need on interpreters older than Debian's own.
const modules = [
  ...["pytest", "hypothesis", "numpy", "pandas", "matplotlib", "PIL", "sklearn"],
  ...["ipykernel", "jupyter_client", "nbformat"],
  ...["exceptiongroup", "tomli"],
];

const pureModules = [
  ...["pytest", "_pytest", "pluggy", "iniconfig", "packaging", "py", "py.py", "attr", "attrs"],
  ...["exceptiongroup", "tomli"],
  ...["hypothesis", "sortedcontainers", "_hypothesis_pytestplugin.py"],
  "_hypothesis_ftz_detector.py",
];

export function arePythonToolsInstalled(): boolean {
  // Looking for a module is quick; importing pandas is not.
  const check =
    "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))";
  return succeeds(pytestInterpreter, ["-c", check, ...modules]);
}

export async function installPythonTools() {
  await installDebianPackages(
    `One of the Python modules ${modules.join(", ")} (for ${pytestInterpreter})`,
    modules.map((name) => `python3-${name.toLowerCase().replace("_", "-")}`),
  );
}

/**
 * A folder for `PYTHONPATH` that brings pytest and hypothesis to any interpreter, and none of the
 * compiled packages beside them; undefined where they are not Debian's.
 */
export async function linkPureTestTools(): Promise<string | undefined> {
  if (!existsSync(join(debianModules, "pytest"))) return undefined;
  const folder = join(cacheFolder, "python-test-tools");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of pureModules) {
    const source = join(debianModules, name);
    if (existsSync(source)) await symlink(source, join(folder, name));
  }
  return folder;
}
