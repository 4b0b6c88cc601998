/**
 * The one Python all contestants run on: the executable itself, not a shim that looks for it.
 */
import { execFileSync } from "node:child_process";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

/** `SNAKEBRIDGE_BENCH_PYTHON`, else what `python3` turns out to be. */
export const python =
  process.env["SNAKEBRIDGE_BENCH_PYTHON"] ??
  execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();

/** "CPython 3.13.1" of it. */
export const pythonVersion = execFileSync(
  python,
  ["-c", "from platform import *; print(python_implementation(), python_version())"],
  { encoding: "utf8" },
).trim();

/** The folder of the contestants' Python halves and of `workload.py`. */
export const pythonFolder = fileURLToPath(new URL("../python", import.meta.url));

/** The environment in which `workload` and, from `more`, other modules can be imported. */
export function pythonEnvironment(...more: readonly string[]): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONPATH: [pythonFolder, ...more].join(delimiter) };
}
