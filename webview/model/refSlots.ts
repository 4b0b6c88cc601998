/**
 * Where the rows of a session stand: live refs by the worker's count, tombstones between them. Converts
 * between the two countings.
 */
import { knownPositions } from "./sparse.js";
import type { Sparse } from "./sparse.js";
import type { Grave, RefList } from "./state.js";

export interface RefSlots {
  readonly count: number;
  readonly ofGrave: (index: number) => number;
  readonly ofLive: (position: number) => number;
  /** Slots of all tombstones and of the live refs that are known, ascending. */
  readonly known: (live: Sparse<unknown>) => Iterable<number>;
  /** What stands in a slot: a tombstone, or the live ref at a position. */
  readonly at: (slot: number) => { readonly grave: Grave | undefined; readonly position: number };
}

export function slotsOf({ live, graves }: RefList): RefSlots {
  const graveSlots = graves.map(({ position }, index) => Math.min(position, live.total) + index);
  const ofLive = (position: number): number =>
    graveSlots.reduce((slot, graveSlot) => (graveSlot <= slot ? slot + 1 : slot), position);
  return {
    count: live.total + graves.length,
    ofGrave: (index) => graveSlots[index] ?? 0,
    ofLive,
    known: (shown) =>
      [...graveSlots, ...[...knownPositions(shown)].map(ofLive)].sort((one, other) => one - other),
    at: (slot) => {
      const before = graveSlots.filter((graveSlot) => graveSlot < slot).length;
      const grave = graveSlots[before] === slot ? graves[before] : undefined;
      return { grave, position: slot - before };
    },
  };
}
