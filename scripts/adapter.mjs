/** The adapter as the extension ships it, written by Python, which knows its own grammar. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const python = process.platform === "win32" ? "python" : "python3";
const name = "snakebridge_adapter";

/** @param {string} folder of Python packages, as the bridge looks for it */
export async function writeAdapter(folder) {
  const program = join(import.meta.dirname, "without_docstrings.py");
  await promisify(execFile)(python, [program, join("python", name), join(folder, name)]);
}
