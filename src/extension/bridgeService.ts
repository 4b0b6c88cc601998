/**
 * The window's one bridge. It is made on first use, never in Restricted Mode, and ends with the window; the
 * bridge in turn starts Python only when something is to run. Restarts that are asked for together are one.
 */
import * as vscode from "vscode";

import {
  InterpreterError,
  SnakeBridge,
  type Connect,
  type PoolOptions,
  type OutputEvent,
  type RefsChangedEvent,
  type WorkerExitEvent,
  type WorkerInfo,
} from "../bridge/index.js";
import type { ClusterTrust } from "./clusterTrust.js";
import type { Interpreter } from "./interpreter.js";
import { defaultPoolName } from "./poolSettings.js";
import { readLimits, readPools } from "./settings.js";
import { requireTrust } from "./trust.js";
import { explainError } from "./userErrors.js";

/** Why nothing can run now, if so. */
export type Obstacle =
  | { readonly kind: "none" }
  | { readonly kind: "untrusted" }
  | { readonly kind: "noInterpreter"; readonly message: string };

export interface BridgePorts {
  readonly log: vscode.LogOutputChannel;
  readonly interpreter: Interpreter;
  readonly clusters: ClusterTrust;
  readonly connect: Connect;
}

export class BridgeService implements vscode.Disposable {
  readonly #ports: BridgePorts;
  readonly #refs = new vscode.EventEmitter<RefsChangedEvent>();
  readonly #workers = new vscode.EventEmitter<readonly WorkerInfo[]>();
  readonly #exits = new vscode.EventEmitter<WorkerExitEvent>();
  readonly #restarts = new vscode.EventEmitter<readonly WorkerInfo[]>();
  readonly #output = new vscode.EventEmitter<OutputEvent>();
  readonly #obstacles = new vscode.EventEmitter<Obstacle>();
  readonly #emitters = [
    ...[this.#refs, this.#workers, this.#exits],
    ...[this.#restarts, this.#output, this.#obstacles],
  ];
  readonly #trustListener: vscode.Disposable;
  #starting: Promise<SnakeBridge> | undefined;
  #bridge: SnakeBridge | undefined;
  /** By the workers they end. */
  readonly #restarting = new Map<string, Promise<void>>();
  #interpreterProblem: string | undefined;
  readonly #ownPools = new Map<string, (inherited: PoolOptions) => PoolOptions>();

  readonly onDidChangeRefs = this.#refs.event;
  readonly onDidChangeWorkers = this.#workers.event;
  readonly onDidExitWorker = this.#exits.event;
  /** The workers that a restart ended, as they were before; whoever asked for it. */
  readonly onDidRestart = this.#restarts.event;
  readonly onDidWriteOutput = this.#output.event;
  readonly onDidChangeObstacle = this.#obstacles.event;

  constructor(ports: BridgePorts) {
    this.#ports = ports;
    this.#trustListener = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      this.#obstacles.fire(this.obstacle);
    });
  }

  /** The bridge if something made it before; asking starts nothing. */
  get current(): SnakeBridge | undefined {
    return this.#bridge;
  }

  get workers(): readonly WorkerInfo[] {
    return this.#bridge?.workers ?? [];
  }

  get obstacle(): Obstacle {
    if (!vscode.workspace.isTrusted) return { kind: "untrusted" };
    const message = this.#interpreterProblem;
    return message === undefined ? { kind: "none" } : { kind: "noInterpreter", message };
  }

  /** The bridge, made now if need be. Rejects in Restricted Mode. */
  async get(): Promise<SnakeBridge> {
    requireTrust();
    this.#starting ??= this.#start();
    return await this.#starting;
  }

  /** Ends the workers named, or all, and lets the next request start new ones; their refs are lost. */
  async restart(workerIds?: readonly string[]): Promise<void> {
    this.#setInterpreterProblem(undefined);
    const key = JSON.stringify(workerIds);
    const restarting =
      this.#restarting.get(key) ??
      this.#restart(workerIds).finally(() => this.#restarting.delete(key));
    this.#restarting.set(key, restarting);
    await restarting;
  }

  /** Lets the pools be as the settings, and we ourselves, want them now; gives the workers that are not. */
  applyPools(): readonly WorkerInfo[] {
    return this.#bridge?.setPools(this.#pools()) ?? [];
  }

  hasPool(name: string): boolean {
    return Object.hasOwn(this.#pools(), name);
  }

  /** A pool beside those of the settings; what it does not say comes from the default pool, as that is then. */
  addPool(name: string, options: (inherited: PoolOptions) => PoolOptions): void {
    this.#ownPools.set(name, options);
    this.applyPools();
  }

  isOwnPool(name: string): boolean {
    return this.#ownPools.has(name);
  }

  /** Takes such a pool away; its worker ends with its last session. */
  removePool(name: string): void {
    if (this.#ownPools.delete(name)) this.applyPools();
  }

  /** Remembers that a request failed for want of a Python, so that the inspector can say so. */
  noteFailure(error: unknown): void {
    if (error instanceof InterpreterError) {
      this.#setInterpreterProblem(explainError(error)?.message);
    }
  }

  async stop(): Promise<void> {
    await this.#bridge?.dispose();
  }

  dispose(): void {
    this.#trustListener.dispose();
    for (const emitter of this.#emitters) emitter.dispose();
  }

  async #start(): Promise<SnakeBridge> {
    const { log, interpreter, clusters, connect } = this.#ports;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const bridge = await SnakeBridge.start({
      python: async () => (await interpreter.choose()).path,
      pools: this.#pools(),
      beforeStart: (pool, options) => clusters.require(pool, options),
      ...(folder !== undefined && { cwd: folder }),
      get defaults() {
        return readLimits();
      },
      logger: log,
      connect,
    });
    this.#bridge = bridge;
    bridge.onDidChangeRefs((event) => this.#refs.fire(event));
    bridge.onDidExitWorker((event) => this.#exits.fire(event));
    bridge.onDidRestart((ended) => this.#restarts.fire(ended));
    bridge.onDidWriteOutput((event) => this.#output.fire(event));
    bridge.onDidChangeWorkers((workers) => this.#noteWorkers(workers));
    return bridge;
  }

  async #restart(workerIds: readonly string[] | undefined): Promise<void> {
    if (workerIds) await this.#bridge?.restartWorkers(workerIds);
    else await this.#bridge?.restart();
  }

  #pools(): Readonly<Record<string, PoolOptions>> {
    const pools = readPools();
    const inherited = pools[defaultPoolName(pools)] ?? {};
    const own = Array.from(
      this.#ownPools,
      ([name, options]) => [name, options(inherited)] as const,
    );
    return { ...Object.fromEntries(own), ...pools };
  }

  #noteWorkers(workers: readonly WorkerInfo[]): void {
    if (workers.some(({ state }) => state === "ready")) this.#setInterpreterProblem(undefined);
    this.#workers.fire(workers);
  }

  #setInterpreterProblem(message: string | undefined): void {
    if (this.#interpreterProblem === message) return;
    this.#interpreterProblem = message;
    this.#obstacles.fire(this.obstacle);
  }
}
