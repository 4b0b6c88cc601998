/** What a test suite is to the runner: a name, how to run it, and the counts it comes back with. */
import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { reportsFolder, repositoryRoot } from "../setup/paths.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of the tests that failed, as far as they are known. */
  readonly failures?: readonly string[];
}

export interface Suite {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/** Suites that may run side by side. */
export type Stage = readonly Suite[];

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Holds the output back and prints it at the end in one piece, below this title. */
  readonly outputTitle?: string;
  /** A hung suite must not keep the others from running. */
  readonly timeLimitMs?: number;
}

export const passed: Counts = { passed: 1, failed: 0, skipped: 0 };
export const failed: Counts = { passed: 0, failed: 1, skipped: 0 };

const defaultTimeLimitMs = 15 * 60_000;

/** Runs a command in the repository and shows its output; gives its exit code. */
export async function runCommand(command: Command): Promise<number> {
  const { program, args, env, outputTitle, timeLimitMs = defaultTimeLimitMs } = command;
  const output = outputTitle === undefined ? "inherit" : "pipe";
  const child = spawn(program, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
    timeout: timeLimitMs,
  });
  const held: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => held.push(text));
  }
  const exitCode = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      console.error(String(error));
      resolve(1);
    });
    child.on("close", (code, signal) => {
      if (signal !== null) console.error(`${program} was ended by ${signal}`);
      resolve(code ?? 1);
    });
  });
  if (outputTitle !== undefined) console.log(`\n--- ${outputTitle} ---\n${held.join("")}`);
  return exitCode;
}

/** A fresh path for the report of a suite: no earlier run can be mistaken for this one. */
export async function prepareReport(fileName: string): Promise<string> {
  const path = join(reportsFolder, fileName);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  return path;
}

/** The report's text; undefined when the runner ended before it wrote one. */
export async function readReport(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}

/** A runner that fails without a failed test (a file that does not load) has failed once. */
export function settleCounts(counts: Counts | undefined, exitCode: number): Counts {
  if (counts === undefined) return failed;
  const { passed, failed: failures } = counts;
  if (passed + failures === 0) return failed;
  return exitCode !== 0 && failures === 0 ? { ...counts, failed: 1 } : counts;
}
