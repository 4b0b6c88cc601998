/**
 * A Dask cluster on loopback for one test file: a scheduler and workers, each a process of its own that can be
 * killed and started again. What was started is gone, and seen to be gone, when the cluster is disposed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { isDaskInstalled } from "../vscode/setup/dask.js";
import { pytestInterpreter } from "../vscode/setup/pytestInterpreter.js";
import { repository } from "./sources.js";

/** A process of the cluster. */
export interface DaskProcess {
  readonly name: string;
  readonly address: string;
  readonly pid: number;
}

export interface DaskClusterOptions {
  /** How many workers; they are called `worker-1` and so on. */
  readonly workers: number;
  /** Dask resources of each worker, by its name. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly memoryLimitBytes?: number;
  /** Threads of each worker; 1 unless said otherwise. */
  readonly threads?: number;
  /** Keyword arguments of Dask's `Security` for all of them: the cluster then speaks TLS. */
  readonly security?: Readonly<Record<string, unknown>>;
  /** A worker that goes, comes back under its name, as Dask's nannies see to it. */
  readonly comeBack?: boolean;
  /** Set on top of the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

interface ClusterEvent extends DaskProcess {
  readonly event: "ready" | "exited";
}

type Waiting = (event: ClusterEvent | undefined) => void;

const program = join(repository, "test", "python", "support", "dask_cluster.py");
const schedulerName = "scheduler";
const defaultMemoryBytes = 2 ** 31;

/** The interpreter that has Dask where there is one: Debian's. */
export const daskPython = pytestInterpreter;

/** Whether there is a Dask to test with; if not, says so: what is skipped must not look as if it had passed. */
export function hasDask(): boolean {
  const isHere = isDaskInstalled();
  if (!isHere) {
    const remedy = "sudo apt-get install python3-distributed";
    console.warn(
      `SKIPPED, as ${daskPython} has no dask.distributed (${remedy}): all tests of sessions on a cluster`,
    );
  }
  return isHere;
}

/** Starts a scheduler and its workers, and waits until all are ready. */
export async function startDaskCluster(options: DaskClusterOptions): Promise<DaskCluster> {
  const cluster = new DaskCluster(options);
  try {
    await cluster.startScheduler();
    return cluster;
  } catch (error) {
    await cluster[Symbol.asyncDispose]();
    throw error;
  }
}

export class DaskCluster implements AsyncDisposable {
  readonly #options: DaskClusterOptions;
  readonly #child;
  readonly #closed: Promise<unknown>;
  readonly #stderr: string[] = [];
  readonly #processes = new Map<string, DaskProcess>();
  readonly #waiting = new Map<string, Waiting>();
  #scheduler: DaskProcess | undefined;
  #hasEnded = false;

  constructor(options: DaskClusterOptions) {
    this.#options = options;
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", ...options.env };
    this.#child = spawn(daskPython, [program], { env, stdio: "pipe" });
    this.#closed = once(this.#child, "close");
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => this.#stderr.push(text));
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      // SAFETY: written by our own program, whose events these are.
      this.#note(JSON.parse(line) as ClusterEvent);
    });
    this.#child.on("close", () => {
      for (const settle of this.#waiting.values()) settle(undefined);
    });
  }

  /** Of the scheduler; the same when it is started again. */
  get address(): string {
    return this.scheduler.address;
  }

  get scheduler(): DaskProcess {
    if (!this.#scheduler) throw new Error("the scheduler never ran");
    return this.#scheduler;
  }

  /** Those that run. */
  get workers(): readonly DaskProcess[] {
    return [...this.#processes.values()].filter(({ name }) => name !== schedulerName);
  }

  /** What the cluster wrote to its standard error so far. */
  get log(): string {
    return this.#stderr.join("");
  }

  /** Kills a worker by `SIGKILL` and waits for its end. */
  async kill({ name }: DaskProcess): Promise<void> {
    if (!this.#processes.has(name)) return;
    const exited = this.#next("exited", name);
    this.#send({ kill: name });
    await exited;
  }

  /** Kills the scheduler by `SIGKILL` and waits for its end; its workers end by themselves in time. */
  async killScheduler(): Promise<void> {
    await this.kill(this.scheduler);
  }

  /** A scheduler at the same address, with new workers of the same names. */
  async restartScheduler(): Promise<void> {
    for (const running of this.#processes.values()) await this.kill(running);
    await this.startScheduler();
  }

  /** Starts the scheduler, at its old address if it had one, and all workers. */
  async startScheduler(): Promise<void> {
    const port = this.#scheduler && Number(new URL(this.#scheduler.address).port);
    this.#scheduler = await this.#start({ start: "scheduler", name: schedulerName, port });
    const { workers } = this.#options;
    const names = Array.from({ length: workers }, (_, index) => `worker-${index + 1}`);
    await Promise.all(names.map((name) => this.startWorker(name)));
  }

  async startWorker(name: string): Promise<DaskProcess> {
    const { resources = {}, memoryLimitBytes = defaultMemoryBytes, threads } = this.#options;
    return await this.#start({
      start: "worker",
      name,
      scheduler: this.address,
      memoryLimitBytes,
      resources: resources[name],
      threads,
    });
  }

  /** Ends everything and waits for the end of every process. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#hasEnded = true;
    this.#child.stdin.end();
    await this.#closed;
  }

  async #start(command: { readonly name: string } & Record<string, unknown>): Promise<DaskProcess> {
    const ready = this.#next("ready", command.name);
    const { security } = this.#options;
    this.#send({ ...command, security });
    return await ready;
  }

  #send(command: Readonly<Record<string, unknown>>): void {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  #next(wanted: ClusterEvent["event"], name: string): Promise<DaskProcess> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(name, (event) => {
        this.#waiting.delete(name);
        if (event?.event === wanted) resolve(event);
        else reject(new Error(`${name} of the Dask cluster is not ${wanted}:\n${this.log}`));
      });
    });
  }

  #noteExit({ name }: ClusterEvent): void {
    this.#processes.delete(name);
    const isAwaited = this.#waiting.has(name);
    if (!this.#options.comeBack || isAwaited || name === schedulerName || this.#hasEnded) return;
    this.startWorker(name).catch((error: unknown) => this.#stderr.push(String(error)));
  }

  #note(event: ClusterEvent): void {
    if (event.event === "ready") this.#processes.set(event.name, event);
    else this.#noteExit(event);
    this.#waiting.get(event.name)?.(event);
  }
}
