/**
 * All pools of a bridge by name.
 */

import type { ClusterOptions } from "../protocol/cluster.js";
import type { WorkerInfo } from "./bridgeEvents.js";
import { createJsonRpcConnect } from "./jsonRpcConnection.js";
import { Launcher } from "./launcher.js";
import type { Logger } from "./logger.js";
import type { PoolOptions, StartOptions } from "./options.js";
import type { PoolEvents } from "./poolEvents.js";
import { Pool } from "./pool.js";
import type { PoolSetup } from "./pool.js";
import type { RefOperations } from "./ref.js";
import type { SessionHome } from "./sessionHome.js";
import type { Worker } from "./worker.js";
import { PoolNotFoundError } from "./workerErrors.js";
import type { Launch, WorkerSlot } from "./workerSlot.js";
import { handshakeOptions } from "./workerDefaults.js";

/** What pools are made of. */
export interface PoolsParts {
  readonly options: StartOptions;
  readonly events: PoolEvents;
  readonly operations: RefOperations;
  readonly logger: Logger;
}

type NamedPools = NonNullable<StartOptions["pools"]>;

const defaultPoolName = "main";

/** See the module's comment. */
export class Pools {
  readonly #parts: PoolsParts;
  readonly #pools = new Map<string, Pool>();
  #wanted: NamedPools = {};
  #default: Pool;

  constructor(parts: PoolsParts) {
    this.#parts = parts;
    this.#default = this.#apply(parts.options.pools ?? { [defaultPoolName]: {} });
  }

  /** Other pools from now on: what runs goes on, and is told of by {@link outdated}. */
  set(wanted: NamedPools): void {
    this.#default = this.#apply(wanted);
    this.#resettle();
  }

  /** Workers that run on as they were started, though their pool changed or went. */
  get outdated(): readonly WorkerInfo[] {
    return infosOf([...this.#pools.values()].flatMap(({ outdated }) => outdated));
  }

  /** Ends workers; the next demand starts others, as their pool is set up by then. */
  async end(slots: readonly WorkerSlot[]): Promise<void> {
    const ended = infosOf(slots);
    await Promise.all(slots.map((slot) => slot.end()));
    this.#resettle();
    this.#parts.events.onRestart(ended);
  }

  /** @throws PoolNotFoundError */
  get(name: string): Pool {
    const pool = this.#pools.get(name);
    if (!pool?.isOpen) throw new PoolNotFoundError(name, Object.keys(this.#wanted));
    return pool;
  }

  /** Where a session runs: in the pool named, else where it lives, else in the default pool. */
  homeOf(sessionId: string, poolName: string | undefined): SessionHome {
    if (poolName !== undefined) {
      return this.#pools.get(poolName)?.find(sessionId) ?? this.get(poolName).homeOf(sessionId);
    }
    return this.#default.find(sessionId) ?? this.find(sessionId) ?? this.#default.homeOf(sessionId);
  }

  /** Where a session lives, if anywhere. */
  find(sessionId: string): SessionHome | undefined {
    for (const pool of this.#pools.values()) {
      const home = pool.find(sessionId);
      if (home) return home;
    }
    return undefined;
  }

  /** Everywhere a session lives: the same id may be used in several pools. */
  findAll(sessionId: string): readonly SessionHome[] {
    return [...this.#pools.values()]
      .map((pool) => pool.find(sessionId))
      .filter((home) => home !== undefined);
  }

  /** A fresh session on another worker of the pool that has nothing to do, if there is one. */
  spare(home: SessionHome, sessionId: string): SessionHome | undefined {
    return this.#pools.get(home.poolName)?.spare(home, sessionId);
  }

  forget(home: SessionHome): void {
    this.#pools.get(home.poolName)?.forget(home);
  }

  get slots(): readonly WorkerSlot[] {
    return [...this.#pools.values()].flatMap(({ slots }) => slots);
  }

  /** Workers that are ready. */
  get workers(): readonly Worker[] {
    return this.slots.map(({ worker }) => worker).filter((worker) => worker !== undefined);
  }

  get infos(): readonly WorkerInfo[] {
    return infosOf(this.slots);
  }

  /** Ends all workers, for good: later use rejects with `reason`. */
  async close(reason: Error): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.close(reason)));
  }

  /** A worker for what belongs to no session: one that runs, else one started now. */
  anyWorker(): Promise<Worker> {
    const [running] = this.workers;
    if (running) return Promise.resolve(running);
    const [slot] = this.#default.slots;
    return slot ? slot.ready("") : Promise.reject(new RangeError("A pool without workers"));
  }

  #apply(wanted: NamedPools): Pool {
    const setups = Object.entries(wanted).map(
      ([name, options]) => [name, this.#setUp(name, options)] as const,
    );
    const hasDefault = Object.hasOwn(wanted, defaultPoolName);
    const first = hasDefault ? defaultPoolName : setups[0]?.[0];
    if (first === undefined) throw new RangeError("A bridge needs at least one pool");
    for (const [name, setup] of setups) this.#install(name, setup);
    for (const pool of this.#pools.values()) {
      if (!Object.hasOwn(wanted, pool.name)) pool.retire();
    }
    this.#wanted = wanted;
    return this.get(first);
  }

  /** Sessions whose worker will not come back get a place where there is one. */
  #resettle(): void {
    for (const pool of this.#pools.values()) {
      const next = pool.isOpen ? pool : this.#default;
      for (const home of pool.evacuate()) next.adopt(home);
    }
  }

  #install(name: string, setup: PoolSetup): void {
    const pool = this.#pools.get(name);
    const { events, operations, logger } = this.#parts;
    if (pool) pool.configure(setup);
    else this.#pools.set(name, new Pool({ name, setup, events, operations, logger }));
  }

  /** A start like the present one keeps its launcher, by which workers know whether they are up to date. */
  #setUp(name: string, wanted: PoolOptions): PoolSetup {
    const { size = 1, affinity = "strict_queue" } = wanted;
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`Pool '${name}' needs a size from 1 up, not ${size}`);
    }
    const start = startOf(wanted);
    const known = this.#pools.get(name)?.setup;
    const launch = known?.start === start ? known.launch : createLaunch(name, wanted, this.#parts);
    return { size, affinity, start, launch };
  }
}

/** Of those that run or have run. */
function infosOf(slots: readonly WorkerSlot[]): readonly WorkerInfo[] {
  return slots.map(({ info }) => info).filter((info) => info !== undefined);
}

/** What of a pool decides how its workers are started, as text that can be compared. */
function startOf(options: PoolOptions): string {
  const { python, cwd, env = {} } = options;
  return JSON.stringify([python, cwd, Object.entries(env).sort(), clusterOf(options) ?? null]);
}

/** What the gateway of a pool is told of its cluster; undefined for a pool of this machine. */
function clusterOf(options: PoolOptions): ClusterOptions | undefined {
  if (options.engine !== "dask") return undefined;
  const { engine, address, resources, workers, security } = options;
  return {
    engine,
    address,
    ...(resources && { resources }),
    ...(workers && { workers }),
    ...(security && { security }),
  };
}

function createLaunch(pool: string, wanted: PoolOptions, { options, logger }: PoolsParts): Launch {
  const cwd = wanted.cwd ?? options.cwd;
  const cluster = clusterOf(wanted);
  const { beforeStart } = options;
  return new Launcher({
    pool,
    python: wanted.python ?? options.python,
    cwd,
    env: { ...options.env, ...wanted.env },
    program: cluster ? "gateway" : "worker",
    handshake: () => ({ ...handshakeOptions(options, cwd), ...(cluster && { cluster }) }),
    connect: options.connect ?? createJsonRpcConnect(logger),
    beforeStart: beforeStart && (() => beforeStart(pool, wanted)),
    logger,
  }).launch;
}
