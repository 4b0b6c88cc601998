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

/** What may change while a pool lives. */
export interface PoolSetup {
  /** Most workers at a time; 0: the pool was taken away, and only sessions that live here go on. */
  readonly size: number;
  readonly affinity: Affinity;
  /** What decides how workers are started, as text that can be compared. */
  readonly start: string;
  /** Starts the next worker so. */
  readonly launch: Launch;
}

/** What a pool is made of. */
export interface PoolParts {
  readonly name: string;
  readonly setup: PoolSetup;
  readonly events: PoolEvents;
  readonly operations: RefOperations;
  readonly logger: Logger;
}

/** See the module's comment. */
export class Pool {
  readonly name: string;
  readonly #parts: PoolParts;
  readonly #homes = new Map<string, SessionHome>();
  #setup: PoolSetup;
  #slots: readonly WorkerSlot[] = [];

  constructor(parts: PoolParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#setup = parts.setup;
    this.#resize();
  }

  /** Workers and places for them, with those that are too many but still hold sessions at the end. */
  get slots(): readonly WorkerSlot[] {
    return this.#slots;
  }

  get setup(): PoolSetup {
    return this.#setup;
  }

  /** Whether new sessions may come. */
  get isOpen(): boolean {
    return this.#setup.size > 0;
  }

  /** What is started or placed from now on follows `setup`; what runs goes on. */
  configure(setup: PoolSetup): void {
    this.#setup = setup;
    this.#resize();
  }

  /** No new sessions; each worker ends with its last one. */
  retire(): void {
    this.configure({ ...this.#setup, size: 0 });
  }

  /** Workers that run on as they were started, though the pool is set up otherwise by now. */
  get outdated(): readonly WorkerSlot[] {
    return this.#slots.filter(
      (slot) => slot.isOutdated || (slot.isRunning && this.#isSurplus(slot)),
    );
  }

  /** Takes off the sessions whose worker is one too many and has ended; their refs went with it. */
  evacuate(): readonly SessionHome[] {
    const ended = this.#slots.filter((slot) => this.#isSurplus(slot) && !slot.isRunning);
    const homes = ended.flatMap((slot) => [...slot.homes.values()]);
    for (const home of homes) this.forget(home);
    return homes;
  }

  /** Gives a session that was evacuated a new place. */
  adopt(home: SessionHome): void {
    this.#install(home, this.#place());
  }

  /** Where a session lives, if it lives here. */
  find(sessionId: string): SessionHome | undefined {
    return this.#homes.get(sessionId);
  }

  /** Where a session lives; a new one is given a place. Starts nothing. */
  homeOf(sessionId: string): SessionHome {
    return this.#homes.get(sessionId) ?? this.#settle(sessionId, this.#place());
  }

  /** A fresh session on a worker that has nothing to do, other than that of `home`. */
  spare(home: SessionHome, sessionId: string): SessionHome | undefined {
    const others = this.#open.filter((slot) => slot !== home.slot && !slot.isBusy);
    const [idle] = others.filter(({ isRunning }) => isRunning).concat(others);
    return idle && this.#settle(sessionId, idle);
  }

  /** Forgets a session; its id may come to be again, anywhere. */
  forget(home: SessionHome): void {
    if (this.#homes.get(home.id) !== home) return;
    this.#homes.delete(home.id);
    home.slot.homes.delete(home.id);
    if (this.#isSurplus(home.slot)) this.#resize();
  }

  #settle(sessionId: string, slot: WorkerSlot): SessionHome {
    const home = new SessionHome(sessionId, slot, this.#parts.operations);
    this.#install(home, slot);
    return home;
  }

  #install(home: SessionHome, slot: WorkerSlot): void {
    home.slot = slot;
    this.#homes.set(home.id, home);
    slot.homes.set(home.id, home);
  }

  /** The places that take new sessions. */
  get #open(): readonly WorkerSlot[] {
    return this.#slots.slice(0, this.#setup.size);
  }

  #isSurplus(slot: WorkerSlot): boolean {
    return this.#slots.indexOf(slot) >= this.#setup.size;
  }

  #resize(): void {
    const { size } = this.#setup;
    const kept = this.#slots.filter((slot, index) => index < size || slot.homes.size > 0);
    const ended = this.#slots.filter((slot) => !kept.includes(slot));
    this.#slots = kept;
    while (this.#slots.length < size) this.#slots = [...this.#slots, this.#createSlot()];
    for (const slot of ended) {
      slot.end().catch((error: unknown) => slot.logger.warn(`Ending ${slot.id} failed`, error));
    }
  }

  #createSlot(): WorkerSlot {
    const { name: pool, events, logger } = this.#parts;
    const taken = new Set(this.#slots.map(({ id }) => id));
    let number = 1;
    while (taken.has(`${pool}-${number}`)) number += 1;
    const id = `${pool}-${number}`;
    return new WorkerSlot({ pool, id, setup: () => this.#setup, events, logger });
  }

  /** An idle worker, else a new one, else the one with the fewest sessions. */
  #place(): WorkerSlot {
    const slots = this.#open;
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
