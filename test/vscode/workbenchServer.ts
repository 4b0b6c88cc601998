/**
 * One VS Code server process with a data folder of its own: the real Node extension host and the
 * files of the web workbench. What shows the workbench is `workbenchBrowser.ts`, or a person.
 */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { isLogNoise } from "./knownNoise.ts";
import { cacheFolder } from "./setup/paths.ts";
import { run } from "./setup/run.ts";
import { vscodeServerHome } from "./setup/vscodeServer.ts";

export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** The folder the workbench opens. */
  readonly workspace: string;
  /** User settings on top of those that keep the workbench quiet. */
  readonly settings?: Settings;
  /** Without this the folder opens in Restricted Mode, as an unknown folder would. */
  readonly isTrustGranted?: boolean;
  /** Packaged extensions to install before the start. */
  readonly extensionPackages?: readonly string[];
  readonly development?: DevelopmentOptions;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs extensions from their folders. The web workbench allows that in its automation mode only, in
 * which it shows no notification toasts (the notification centre works).
 */
export interface DevelopmentOptions {
  readonly extensionDevelopmentPaths: readonly string[];
  /** A module whose `run()` the extension host awaits. */
  readonly extensionTestsPath?: string;
}

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

const quietSettings: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

const serverMain = join(vscodeServerHome, "out", "server-main.js");
const runsFolder = join(cacheFolder, "runs");
const readyPattern = /Extension host agent listening on (\d+)/;
const startTimeoutMs = 60_000;
const logLinesKept = 200;

export class WorkbenchServer implements AsyncDisposable {
  readonly #process: ServerProcess;
  readonly #dataFolder: string;
  readonly #log: string[] = [];
  readonly #options: ServerOptions;
  #port = 0;

  /** Use `start`, which also waits until the server listens. */
  constructor(dataFolder: string, options: ServerOptions) {
    this.#dataFolder = dataFolder;
    this.#options = options;
    this.#process = spawnServer(dataFolder, options);
    process.once("exit", this.#endAbruptly);
  }

  static async start(options: ServerOptions): Promise<WorkbenchServer> {
    await mkdir(runsFolder, { recursive: true });
    const dataFolder = await mkdtemp(join(runsFolder, "server-"));
    await writeSettings(dataFolder, options.settings ?? {});
    for (const file of options.extensionPackages ?? []) await installExtension(dataFolder, file);
    const server = new WorkbenchServer(dataFolder, options);
    try {
      server.#port = await server.#whenListening();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The address that opens the workspace in a browser. */
  get url(): string {
    const { workspace, development } = this.#options;
    const url = new URL(`http://127.0.0.1:${this.#port}/`);
    url.searchParams.set("folder", workspace);
    if (development !== undefined) {
      url.searchParams.set("payload", JSON.stringify(this.#payload(development)));
    }
    return url.href;
  }

  /** All that belongs to the server descends from it: extension hosts, and the Pythons they start. */
  get processId(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error("the VS Code server did not start");
    return pid;
  }

  /** The last lines the server printed, for the message of a failure. */
  get logTail(): string {
    return this.#log.join("\n");
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, "exit");
      this.#killGroup();
      await exited;
    }
    process.off("exit", this.#endAbruptly);
    await rm(this.#dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** The server leads a process group: its extension hosts end with it. */
  #killGroup() {
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, "SIGTERM");
  }

  /** When this process ends without `stop`, nothing of the server may stay behind. */
  readonly #endAbruptly = () => {
    this.#killGroup();
    rmSync(this.#dataFolder, { recursive: true, force: true });
  };

  #payload({ extensionDevelopmentPaths, extensionTestsPath }: DevelopmentOptions) {
    const toUri = (path: string) => `vscode-remote://127.0.0.1:${this.#port}${path}`;
    const developed = extensionDevelopmentPaths.map((path) => [
      "extensionDevelopmentPath",
      toUri(path),
    ]);
    const tests = extensionTestsPath ? [["extensionTestsPath", toUri(extensionTestsPath)]] : [];
    return [...developed, ...tests, ["skipWelcome", "true"]];
  }

  async #whenListening(): Promise<number> {
    return await new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        reject(new Error(`the VS Code server ${reason}\n${this.logTail}`));
      };
      const timer = setTimeout(() => {
        fail(`did not start within ${startTimeoutMs / 1000} s`);
      }, startTimeoutMs);
      this.#process.once("exit", (code) => {
        clearTimeout(timer);
        fail(`ended with exit code ${String(code)}`);
      });
      this.#eachLine((line) => {
        this.#remember(line);
        const port = readyPattern.exec(line)?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    });
  }

  #eachLine(listener: (line: string) => void) {
    for (const input of [this.#process.stdout, this.#process.stderr]) {
      createInterface({ input }).on("line", listener);
    }
  }

  #remember(line: string) {
    if (isLogNoise(line)) return;
    this.#log.push(line);
    if (this.#log.length > logLinesKept) this.#log.shift();
  }
}

function spawnServer(dataFolder: string, options: ServerOptions): ServerProcess {
  const trust = options.isTrustGranted === true ? ["--disable-workspace-trust"] : [];
  const automation = options.development === undefined ? [] : ["--enable-smoke-test-driver"];
  const args = [
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token"],
    ...["--server-data-dir", dataFolder, "--accept-server-license-terms"],
    ...["--telemetry-level", "off", ...trust, ...automation],
    ...["--default-folder", options.workspace],
  ];
  return spawn(process.execPath, [serverMain, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    detached: true,
  });
}

async function installExtension(dataFolder: string, file: string) {
  const args = ["--install-extension", file, "--server-data-dir", dataFolder, "--force"];
  await run(process.execPath, [serverMain, ...args]);
}

async function writeSettings(dataFolder: string, settings: Settings) {
  const folder = join(dataFolder, "data", "User");
  await mkdir(folder, { recursive: true });
  const content = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  await writeFile(join(folder, "settings.json"), content);
}
