/**
 * Starts workers of one pool: which interpreter, with what arguments and environment. A usable interpreter
 * costs nothing extra; only when one fails is it asked why.
 */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { HandshakeOptions } from "../protocol/worker.js";
import { bytecodePrefix, findAdapterFolder } from "./adapterFolder.js";
import type { Connect } from "./connection.js";
import type { Logger } from "./logger.js";
import { Worker } from "./worker.js";
import type { WorkerListener } from "./worker.js";
import { InterpreterError, WorkerExitedError } from "./workerErrors.js";

/** How the workers of a pool are started. */
export interface LauncherOptions {
  readonly pool: string;
  /** A path or command, or a function that gives one whenever a worker starts. */
  readonly python: string | (() => Promise<string | undefined>) | undefined;
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What of the adapter runs: a worker, or the gateway to a cluster. */
  readonly program: keyof typeof programs;
  /** Asked whenever a worker starts. */
  readonly handshake: () => HandshakeOptions;
  readonly connect: Connect;
  /** Asked before each start; nothing starts if it rejects. */
  readonly beforeStart: (() => Promise<void>) | undefined;
  readonly logger: Logger;
}

/** `-c` puts the working folder first on the path, where it could hide the standard library: the adapter's takes its place. */
const bootstrap = (module: string): string =>
  `import sys; sys.path[0] = sys.argv.pop(); from snakebridge_adapter.${module} import main; main()`;

const programs = { worker: bootstrap("__main__"), gateway: bootstrap("gateway") } as const;

/** Prints major and minor version; runs on any Python. */
const versionProgram = "import sys; print('%d.%d' % sys.version_info[:2])";
const oldestMinor = 9;
const probeMs = 10_000;

/** See the module's comment. */
export class Launcher {
  readonly #options: LauncherOptions;
  /** What the last choice turned out to run on: starts faster than a shim that looks for it. */
  #known: { readonly chosen: string | undefined; readonly executable: string } | undefined;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  /** Starts a worker. Rejects with `InterpreterError` if no Python will do. */
  readonly launch = async (workerId: string, listener: WorkerListener): Promise<Worker> => {
    await this.#options.beforeStart?.();
    const tried: { command: string; problem: string }[] = [];
    const { python } = this.#options;
    const chosen = typeof python === "function" ? await python() : python;
    for (const command of this.#candidates(chosen)) {
      try {
        const worker = await this.#start(command, workerId, listener);
        this.#known = { chosen, executable: worker.about.executable || command };
        return worker;
      } catch (error) {
        this.#known = undefined;
        const problem = await diagnose(command, error);
        if (problem === undefined) throw error;
        tried.push({ command, problem });
      }
    }
    throw new InterpreterError(tried);
  };

  #candidates(chosen: string | undefined): readonly string[] {
    if (this.#known && this.#known.chosen === chosen) return [this.#known.executable];
    if (chosen !== undefined) return [chosen];
    return process.platform === "win32" ? ["python", "py", "python3"] : ["python3", "python", "py"];
  }

  #start(command: string, workerId: string, listener: WorkerListener): Promise<Worker> {
    const adapterFolder = findAdapterFolder();
    const prefix = bytecodePrefix(adapterFolder);
    const bytecode = prefix === undefined ? [] : ["-X", `pycache_prefix=${prefix}`];
    const handshake = this.#options.handshake();
    const program = programs[this.#options.program];
    const args = ["-X", "utf8", ...bytecode, "-c", program, adapterFolder];
    return Worker.start({ ...this.#options, handshake, workerId, command, args, listener });
  }
}

/** What is wrong with an interpreter that failed to start a worker; undefined if the fault lies elsewhere. */
async function diagnose(command: string, error: unknown): Promise<string | undefined> {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "not found";
  if (code === "EACCES") return "not executable";
  if (!(error instanceof WorkerExitedError)) return undefined;
  const version = await probeVersion(command);
  if (version === undefined) return "it does not run";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < 3 || (major === 3 && minor < oldestMinor);
  return isOld ? `is Python ${version}` : undefined;
}

async function probeVersion(command: string): Promise<string | undefined> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run(command, ["-c", versionProgram], { timeout: probeMs });
    return /^\d+\.\d+/.exec(stdout)?.[0];
  } catch {
    // Not a Python, or a shim with nothing behind it.
    return undefined;
  }
}
