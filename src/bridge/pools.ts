/**
 * All pools of a bridge by name.
 */

import type { WorkerInfo } from "./bridgeEvents.js";
import { createJsonRpcConnect } from "./jsonRpcConnection.js";
import { Launcher } from "./launcher.js";
import type { Logger } from "./logger.js";
import type { StartOptions } from "./options.js";
import type { PoolEvents } from "./poolEvents.js";
import { Pool } from "./pool.js";
import type { RefOperations } from "./ref.js";
import type { SessionHome } from "./sessionHome.js";
import type { Worker } from "./worker.js";
import { PoolNotFoundError } from "./workerErrors.js";
import type { WorkerSlot } from "./workerSlot.js";
import { handshakeOptions } from "./workerDefaults.js";

/** What pools are made of. */
export interface PoolsParts {
  readonly options: StartOptions;
  readonly events: PoolEvents;
  readonly operations: RefOperations;
  readonly logger: Logger;
}

const defaultPoolName = "main";

/** See the module's comment. */
export class Pools {
  readonly #pools: ReadonlyMap<string, Pool>;
  readonly #default: Pool;

  constructor(parts: PoolsParts) {
    const wanted = Object.entries(parts.options.pools ?? { [defaultPoolName]: {} });
    const pools = wanted.map(([name, pool]) => createPool(name, pool, parts));
    this.#pools = new Map(pools.map((pool) => [pool.name, pool]));
    const first = this.#pools.get(defaultPoolName) ?? pools[0];
    if (!first) throw new RangeError("A bridge needs at least one pool");
    this.#default = first;
  }

  /** @throws PoolNotFoundError */
  get(name: string): Pool {
    const pool = this.#pools.get(name);
    if (!pool) throw new PoolNotFoundError(name, [...this.#pools.keys()]);
    return pool;
  }

  /** Where a session runs: in the pool named, else where it lives, else in the default pool. */
  homeOf(sessionId: string, poolName: string | undefined): SessionHome {
    if (poolName !== undefined) return this.get(poolName).homeOf(sessionId);
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
    return this.slots.map(({ info }) => info).filter((info) => info !== undefined);
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
}

function createPool(
  name: string,
  wanted: NonNullable<StartOptions["pools"]>[string],
  { options, events, operations, logger }: PoolsParts,
): Pool {
  const size = wanted.size ?? 1;
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`Pool '${name}' needs a size from 1 up, not ${size}`);
  }
  const cwd = wanted.cwd ?? options.cwd;
  const { launch } = new Launcher({
    pool: name,
    python: wanted.python ?? options.python,
    cwd,
    env: { ...options.env, ...wanted.env },
    handshake: () => handshakeOptions(options, cwd),
    connect: options.connect ?? createJsonRpcConnect(logger),
    logger,
  });
  const affinity = wanted.affinity ?? "strict_queue";
  return new Pool({ name, size, affinity, launch, events, operations, logger });
}
