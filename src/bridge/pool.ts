/**
 * A named group of workers, and which session lives on which. A session stays where it first came to be: its
 * refs cannot be anywhere else.
 */

import type { Logger } from "./logger.js";
import type { Affinity } from "./options.js";
import type { PoolEvents } from "./poolEvents.js";
import type { RefOperations } from "./ref.js";
import { SessionHome } from "./sessionHome.js";
import { WorkerSlot } from "./workerSlot.js";
import type { Launch } from "./workerSlot.js";

/** What a pool is made of. */
export interface PoolParts {
  readonly name: string;
  readonly size: number;
  readonly affinity: Affinity;
  readonly launch: Launch;
  readonly events: PoolEvents;
  readonly operations: RefOperations;
  readonly logger: Logger;
}

/** See the module's comment. */
export class Pool {
  readonly name: string;
  readonly slots: readonly WorkerSlot[];
  readonly #operations: RefOperations;
  readonly #homes = new Map<string, SessionHome>();

  constructor({ name, size, operations, ...parts }: PoolParts) {
    this.name = name;
    this.#operations = operations;
    this.slots = Array.from(
      { length: size },
      (_, index) => new WorkerSlot({ ...parts, pool: name, id: `${name}-${index + 1}` }),
    );
  }

  /** Where a session lives, if it lives here. */
  find(sessionId: string): SessionHome | undefined {
    return this.#homes.get(sessionId);
  }

  /** Where a session lives; a new one is given a place. Starts nothing. */
  homeOf(sessionId: string): SessionHome {
    return this.#homes.get(sessionId) ?? this.#settle(sessionId, this.#place(this.slots));
  }

  /** A fresh session on a worker that has nothing to do, other than that of `home`. */
  spare(home: SessionHome, sessionId: string): SessionHome | undefined {
    const others = this.slots.filter((slot) => slot !== home.slot && !slot.isBusy);
    const [idle] = others.filter(({ isRunning }) => isRunning).concat(others);
    return idle && this.#settle(sessionId, idle);
  }

  /** Forgets a session; its id may come to be again, anywhere. */
  forget(home: SessionHome): void {
    if (this.#homes.get(home.id) !== home) return;
    this.#homes.delete(home.id);
    home.slot.homes.delete(home.id);
  }

  #settle(sessionId: string, slot: WorkerSlot): SessionHome {
    const home = new SessionHome(sessionId, slot, this.#operations);
    this.#homes.set(sessionId, home);
    slot.homes.set(sessionId, home);
    return home;
  }

  /** An idle worker, else a new one, else the one with the fewest sessions. */
  #place(slots: readonly WorkerSlot[]): WorkerSlot {
    const idle = slots.find((slot) => slot.isRunning && !slot.isBusy);
    const place =
      idle ?? slots.find((slot) => !slot.isRunning) ?? slots.toSorted(byFewestSessions)[0];
    if (!place) throw new RangeError(`Pool '${this.name}' has no workers`);
    return place;
  }
}

function byFewestSessions(a: WorkerSlot, b: WorkerSlot): number {
  return a.homes.size - b.homes.size;
}
