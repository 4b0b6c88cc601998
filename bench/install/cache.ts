/**
 * Where the bench keeps what it brings onto this machine: outside of the product and its
 * dependencies, and never committed.
 */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder of the peers. */
export const cache = fileURLToPath(new URL("../../.vscode-test/bench-peers", import.meta.url));

/** Runs a program in that folder (or one inside); rejects with what it said. */
export async function runInCache(
  program: string,
  args: readonly string[],
  cwd = cache,
  env = process.env,
): Promise<string> {
  await mkdir(cwd, { recursive: true });
  try {
    // Windows' npm is a script, which only a shell runs.
    const shell = process.platform === "win32";
    const { stdout } = await run(program, args, { cwd, env, shell, timeout: 240_000 });
    return stdout;
  } catch (error) {
    throw new Error(`${basename(program)}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  const lines = (said || error.message).split("\n");
  // npm begins with the cause and ends with where its log is.
  const line = lines.find((each) => each.startsWith("npm error")) ?? lines.at(-1) ?? "failed";
  // Where things lie on this machine helps nobody elsewhere.
  return line.replaceAll(/ ?\(?(?<!\w)\/\S+\)?/g, "");
}
