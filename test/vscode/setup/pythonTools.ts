/**
 * What the Python tests need. There may be no package index for Python, so the test tools come from
 * the distribution, for its own interpreter.
 */
import { existsSync } from "node:fs";

import { installDebianPackages } from "./debianPackages.ts";
import { succeeds } from "./run.ts";

const debianPython = "/usr/bin/python3";
const modules = ["pytest", "hypothesis", "numpy", "pandas"];

/** The interpreter that has pytest: Debian's where there is one, else the first on the path. */
export const pytestInterpreter = existsSync(debianPython) ? debianPython : "python3";

export function arePythonToolsInstalled(): boolean {
  // Looking for a module is quick; importing pandas is not.
  const check =
    "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))";
  return succeeds(pytestInterpreter, ["-c", check, ...modules]);
}

export async function installPythonTools() {
  await installDebianPackages(
    `One of the Python modules ${modules.join(", ")} (for ${pytestInterpreter})`,
    modules.map((name) => `python3-${name}`),
  );
}
