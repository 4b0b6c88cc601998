/**
 * A worker's operating-system process: spawned with a run id, watched, ended for certain. Knows pipes and
 * signals, nothing of what is said over them.
 */

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

import { endDescendants, runIdVariable } from "./descendants.js";
import type { Logger } from "./logger.js";
import { newRunId } from "./refIds.js";
import { StderrTail } from "./stderrTail.js";
import type { WorkerExit } from "./workerErrors.js";

/** How to start a process. */
export interface SpawnOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly onStderr: (text: string) => void;
}

/** Time for a process to go by itself, then by SIGTERM, before SIGKILL. */
const patienceMs = 500;
/** After the exit, time for the last output to arrive although a descendant may hold the pipe. */
const drainMs = 200;

/** See the module's comment. */
export class WorkerProcess {
  readonly pid: number;
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves once, after the last output and after its descendants were ended. */
  readonly exited: Promise<WorkerExit>;
  readonly #child: ChildProcess;
  readonly #pipes: readonly Socket[];
  /**
   * The pipe of the answers until it closes. It alone holds the host while they are awaited, as this costs every
   * call; then the process does, whose end is still to come.
   */
  #answers: Socket | undefined;
  #isHeld = true;

  /** Rejects if the process cannot be started (`code` is the system's, e.g. `ENOENT`). */
  static spawn(options: SpawnOptions): Promise<WorkerProcess> {
    const runId = newRunId();
    const child = spawn(options.command, [...options.args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env, [runIdVariable]: runId },
      windowsHide: true,
      stdio: "pipe",
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("spawn", () => {
        child.off("error", reject);
        resolve(new WorkerProcess(child, runId, options));
      });
    });
  }

  private constructor(child: ChildProcess, runId: string, options: SpawnOptions) {
    const { stdin, stdout, stderr, pid } = child;
    if (!stdin || !stdout || !stderr || pid === undefined) {
      throw new Error("A spawned process has pipes and a pid");
    }
    this.#child = child;
    this.pid = pid;
    this.input = stdin;
    this.output = stdout;
    this.#pipes = [stdin, stdout, stderr].filter((pipe) => pipe instanceof Socket);
    this.#answers = stdout instanceof Socket ? stdout : undefined;
    stdout.once("close", () => {
      this.#answers = undefined;
      if (this.#isHeld) child.ref();
    });
    const tail = new StderrTail();
    const decoder = new StringDecoder("utf8");
    stderr.on("data", (chunk: Buffer) => {
      const text = decoder.write(chunk);
      tail.push(text);
      options.onStderr(text);
    });
    child.on("error", (error) => options.logger.debug("A worker process failed", error));
    this.exited = watchExit(child, tail, () => endDescendants(runId, options.logger));
  }

  /** Whether this process keeps the host's event loop alive. */
  hold(on: boolean): void {
    this.#isHeld = on;
    if (on) (this.#answers ?? this.#child).ref();
    else this.#answers?.unref();
  }

  /** From now on it keeps the host's event loop alive only while it is held. */
  release(): void {
    this.#isHeld = false;
    this.#child.unref();
    for (const pipe of this.#pipes) pipe.unref();
  }

  /** Ends the process: the polite way first, then its input's end, SIGTERM, SIGKILL. Resolves when it is gone. */
  async end(politely: () => Promise<unknown>): Promise<WorkerExit> {
    this.#child.ref();
    const polite = politely().catch(() => undefined);
    await withinPatience(Promise.race([polite, this.exited]), patienceMs);
    this.input.end();
    if (!(await withinPatience(this.exited, patienceMs))) this.#child.kill("SIGTERM");
    if (!(await withinPatience(this.exited, patienceMs))) this.#child.kill("SIGKILL");
    return this.exited;
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

async function watchExit(
  child: ChildProcess,
  tail: StderrTail,
  endOthers: () => Promise<void>,
): Promise<WorkerExit> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once("exit", (code, name) => resolve([code, name])),
  );
  await endOthers();
  await withinPatience(closed, drainMs);
  for (const stream of child.stdio) stream?.destroy();
  return { exitCode, signal, stderrTail: tail.lines };
}

/** Waits for `event`, but not longer than `patience` milliseconds; tells whether it came. */
async function withinPatience(event: Promise<unknown>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  return Promise.race([event.then(() => true), tooLate]).finally(() => clearTimeout(timer));
}
