/** Child processes for set-up steps: quiet when they succeed, complete when they fail. */
import { spawn, spawnSync } from "node:child_process";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end; rejects with its whole output when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const output = Buffer.concat(chunks).toString("utf8");
  if (code === 0) return output;
  throw new Error(
    `\`${[command, ...args].join(" ")}\` failed (exit code ${String(code)})\n${output}`,
  );
}

/** Whether a command exists and succeeds. */
export function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
