/**
 * Sessions as simple as can be: lists and full scans. What the library and the adapter together must agree with.
 */

/** A Python list that lives in a session. */
export interface ModelRef {
  readonly place: string;
  readonly items: number[];
  /** When it was used last, by a count of uses. */
  used: number;
  pinned: boolean;
  /** Why it is gone; undefined while it lives. */
  gone: string | undefined;
}

/** See the module's comment. Every method does what a request does, and gives what it answers. */
export class SessionModel {
  readonly refs: ModelRef[] = [];
  readonly #limits = new Map<string, number>();
  #uses = 0;

  alive(place: string): readonly ModelRef[] {
    return this.refs.filter((ref) => ref.place === place && ref.gone === undefined);
  }

  /** Undefined if the session has no room. */
  make(place: string, items: readonly number[]): ModelRef | undefined {
    const limit = this.#limits.get(place) ?? 0;
    const isFull = limit > 0 && this.alive(place).filter(({ pinned }) => pinned).length >= limit;
    if (isFull) return undefined;
    if (limit > 0) this.#evict(place, limit - 1);
    const ref = { place, items: [...items], used: 0, pinned: false, gone: undefined };
    this.refs.push(ref);
    this.use(ref);
    return ref;
  }

  use(ref: ModelRef): void {
    this.#uses += 1;
    ref.used = this.#uses;
  }

  pin(ref: ModelRef, on: boolean): void {
    // Only what changes counts as use.
    if (ref.pinned !== on) this.use(ref);
    ref.pinned = on;
    const limit = this.#limits.get(ref.place) ?? 0;
    if (limit > 0) this.#evict(ref.place, limit);
  }

  limit(place: string, maxRefs: number): void {
    this.#limits.set(place, maxRefs);
    if (maxRefs > 0) this.#evict(place, maxRefs);
  }

  release(ref: ModelRef): object {
    if (ref.gone !== undefined) return { outcome: "alreadyGone", reason: ref.gone };
    ref.gone = "released";
    return { outcome: "freed" };
  }

  /** Its limit goes with it, and what was gone before is gone for this reason now. */
  releaseSession(place: string): object {
    const released = this.alive(place).length;
    for (const ref of this.refs) if (ref.place === place) ref.gone = "session_released";
    this.#limits.delete(place);
    return { released };
  }

  /** Makes the least recently used go until only so many are left, as far as may be. */
  #evict(place: string, most: number): void {
    const idle = this.alive(place).filter(({ pinned }) => !pinned);
    const surplus = this.alive(place).length - most;
    idle.sort((a, b) => a.used - b.used);
    for (const ref of idle.slice(0, Math.max(0, surplus))) ref.gone = "evicted";
  }
}
