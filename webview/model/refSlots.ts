/**
 * Where the rows of a session stand: live refs by the worker's count, tombstones between them. Converts
 * between the two countings.
 */
import type { Grave, RefList } from "./state.js";

export interface RefSlots {
  readonly count: number;
  readonly ofGrave: (index: number) => number;
  readonly ofLive: (position: number) => number;
  /** What stands in a slot: a tombstone, or the live ref at a position. */
  readonly at: (slot: number) => { readonly grave: Grave | undefined; readonly position: number };
}

export function slotsOf({ live, graves }: RefList): RefSlots {
  const graveSlots = graves.map(({ position }, index) => Math.min(position, live.total) + index);
  return {
    count: live.total + graves.length,
    ofGrave: (index) => graveSlots[index] ?? 0,
    ofLive: (position) =>
      graveSlots.reduce((slot, graveSlot) => (graveSlot <= slot ? slot + 1 : slot), position),
    at: (slot) => {
      const before = graveSlots.filter((graveSlot) => graveSlot < slot).length;
      const grave = graveSlots[before] === slot ? graves[before] : undefined;
      return { grave, position: slot - before };
    },
  };
}
