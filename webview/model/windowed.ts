/**
 * A list that is fetched by windows and looked at again when it may have changed. While the new look is
 * under way the old one stays on screen. Pure; fetching is the loader's work.
 */
import { positionInList } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { cut, itemAt, mapItems, nothingKnown, positionWhere, withItems } from "./sparse.js";
import type { Span, Sparse } from "./sparse.js";

export interface Windowed<Item> {
  readonly total: number;
  readonly fresh: Sparse<Item>;
  /** The look before: shown where `fresh` knows nothing yet. */
  readonly outdated: Sparse<Item>;
  /** Counts looks, so that an answer to a question of an earlier look is not taken for this one's. */
  readonly generation: number;
  readonly failure: string | null;
}

/** Items of one list that are kept; the farthest from the last window go first. */
const mostKept = 20_000;

export function newList<Item>(total: number): Windowed<Item> {
  return { total, fresh: nothingKnown, outdated: nothingKnown, generation: 0, failure: null };
}

export function shownAt<Item>(list: Windowed<Item>, position: number): Item | undefined {
  return itemAt(list.fresh, position) ?? itemAt(list.outdated, position);
}

export function isFresh(list: Windowed<unknown>, position: number): boolean {
  return itemAt(list.fresh, position) !== undefined;
}

/** Position of a row by its key; `list` is the key of the list, by which unknown rows are called. */
export function positionOfKey<Item extends { readonly key: NodeKey }>(
  shown: Sparse<Item>,
  key: NodeKey,
  list: NodeKey,
): number | undefined {
  const place = positionInList(list, key);
  if (place !== undefined) return itemAt(shown, place) ? undefined : place;
  return positionWhere(shown, (item) => item.key === key);
}

/** All items on show, ascending. */
export function shownItems<Item>(list: Windowed<Item>): Sparse<Item> {
  if (list.outdated.length === 0) return list.fresh;
  return list.fresh.reduce<Sparse<Item>>(
    (shown, { start, items }) => withItems(shown, start, items),
    list.outdated,
  );
}

/** Keeps showing what is known, but asks again for it. */
export function lookAgain<Item>(list: Windowed<Item>, total = list.total): Windowed<Item> {
  return {
    total,
    fresh: nothingKnown,
    outdated: cut(shownItems(list), { start: 0, end: total }),
    generation: list.generation + 1,
    failure: null,
  };
}

/** What a window that arrived for this look says. */
export function withWindow<Item>(
  list: Windowed<Item>,
  window: { readonly start: number; readonly total: number; readonly items: readonly Item[] },
): Windowed<Item> {
  const all = { start: 0, end: window.total };
  const near = around(window.start + window.items.length / 2);
  return {
    ...list,
    total: window.total,
    fresh: cut(cut(withItems(list.fresh, window.start, window.items), all), near),
    outdated: cut(cut(list.outdated, all), near),
    failure: null,
  };
}

/** What was added at the end; what is more than is kept is asked for once it is in view. */
export function withMore<Item>(list: Windowed<Item>, items: readonly Item[]): Windowed<Item> {
  const known = list.fresh.reduce((count, run) => count + run.items.length, 0);
  const kept = items.slice(0, Math.max(0, mostKept - known));
  return {
    ...list,
    total: list.total + items.length,
    fresh: withItems(list.fresh, list.total, kept),
  };
}

export function mapShown<Item>(list: Windowed<Item>, change: (item: Item) => Item): Windowed<Item> {
  const fresh = mapItems(list.fresh, change);
  const outdated = mapItems(list.outdated, change);
  const isSame = fresh === list.fresh && outdated === list.outdated;
  return isSame ? list : { ...list, fresh, outdated };
}

function around(position: number): Span {
  const start = Math.max(0, Math.floor(position - mostKept / 2));
  return { start, end: start + mostKept };
}
