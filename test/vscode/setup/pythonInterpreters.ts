/** Finds every CPython of this machine that the adapter supports, one per minor version. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

export interface PythonInterpreter {
  readonly executable: string;
  /** Major and minor, such as "3.13". */
  readonly version: string;
}

const oldestMinor = 9;
const describe =
  "import platform, sys; print(platform.python_implementation(), *sys.version_info[:2], sys.executable)";

/** In order of version; of several with the same version the one named first in `preferred` wins. */
export function findPythonInterpreters(preferred: readonly string[]): PythonInterpreter[] {
  const found = new Map<string, PythonInterpreter>();
  for (const command of [...preferred, ...candidates()]) {
    const interpreter = probe(command);
    if (interpreter && !found.has(interpreter.version)) found.set(interpreter.version, interpreter);
  }
  return [...found.values()].sort((a, b) => minorOf(a.version) - minorOf(b.version));
}

function* candidates(): Generator<string> {
  const pyenv = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  for (const name of list(pyenv)) yield join(pyenv, name, "bin", "python");
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    // Version managers put stand-ins on the path that fail for versions not selected here.
    for (const name of list(folder)) if (/^python3(\.\d+)?$/.test(name)) yield join(folder, name);
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder of the path need not exist.
    return [];
  }
}

function probe(command: string): PythonInterpreter | undefined {
  const { stdout, status } = spawnSync(command, ["-c", describe], { encoding: "utf8" });
  const [name, major, minor, ...path] = status === 0 ? stdout.trim().split(" ") : [];
  if (name !== "CPython" || major !== "3" || Number(minor) < oldestMinor) return undefined;
  return { executable: path.join(" "), version: `3.${minor ?? ""}` };
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
