/**
 * The one Python all contestants run on: the executable itself, not a shim that looks for it.
 */
import { execFileSync } from "node:child_process";

/** `SNAKEBRIDGE_BENCH_PYTHON`, else what `python3` turns out to be. */
export const python =
  process.env["SNAKEBRIDGE_BENCH_PYTHON"] ??
  execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
