/**
 * A long list of which only some windows are known: runs of neighbours in order, never touching each
 * other. Values are immutable; every change gives a new one. It knows nothing of what the items are.
 */

/** Neighbouring items, the first of them at position `start`. */
export interface Run<Item> {
  readonly start: number;
  readonly items: readonly Item[];
}

export type Sparse<Item> = readonly Run<Item>[];

/** A stretch of positions, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const nothingKnown: Sparse<never> = [];

export function itemAt<Item>(sparse: Sparse<Item>, position: number): Item | undefined {
  const run = sparse[runBefore(sparse, position)];
  return run?.items[position - run.start];
}

/** Puts `items` at `start`, over whatever was known there. */
export function withItems<Item>(
  sparse: Sparse<Item>,
  start: number,
  items: readonly Item[],
): Sparse<Item> {
  if (items.length === 0) return sparse;
  const end = start + items.length;
  const before = cut(sparse, { start: 0, end: start });
  const after = cut(sparse, { start: end, end: Infinity });
  return joined([...before, { start, items }, ...after]);
}

/** Takes out `positions` (ascending); what follows moves up. */
export function withoutPositions<Item>(
  sparse: Sparse<Item>,
  positions: readonly number[],
): Sparse<Item> {
  if (positions.length === 0) return sparse;
  const gone = new Set(positions);
  const shifted = sparse.map(({ start, items }) => ({
    start: start - countBelow(positions, start),
    items: items.filter((_, offset) => !gone.has(start + offset)),
  }));
  return joined(shifted.filter((run) => run.items.length > 0));
}

/** Replaces items; returns the very same value when `change` returned every item as it was. */
export function mapItems<Item>(sparse: Sparse<Item>, change: (item: Item) => Item): Sparse<Item> {
  const mapped = sparse.map(({ start, items }) => ({ start, items: items.map(change) }));
  const isSame = mapped.every(({ items }, index) => {
    const before = sparse[index]?.items;
    return items.every((item, offset) => item === before?.[offset]);
  });
  return isSame ? sparse : mapped;
}

/** What is known within `span`. */
export function cut<Item>(sparse: Sparse<Item>, span: Span): Sparse<Item> {
  const inside: Run<Item>[] = [];
  for (const { start, items } of sparse) {
    const from = Math.max(start, span.start);
    const kept = items.slice(from - start, Math.max(0, span.end - start));
    if (kept.length > 0) inside.push({ start: from, items: kept });
  }
  return inside;
}

/** The stretches of `span` that are not known. */
export function gapsIn(sparse: Sparse<unknown>, span: Span): readonly Span[] {
  const gaps: Span[] = [];
  let start = span.start;
  for (const run of sparse) {
    if (run.start > start) gaps.push({ start, end: Math.min(run.start, span.end) });
    start = Math.max(start, run.start + run.items.length);
    if (start >= span.end) break;
  }
  if (start < span.end) gaps.push({ start, end: span.end });
  return gaps.filter((gap) => gap.start < gap.end);
}

export function* knownItems<Item>(
  sparse: Sparse<Item>,
): Generator<{ readonly position: number; readonly item: Item }> {
  for (const { start, items } of sparse) {
    for (const [offset, item] of items.entries()) yield { position: start + offset, item };
  }
}

export function* knownPositions(sparse: Sparse<unknown>): Generator<number> {
  for (const { start, items } of sparse) {
    for (let offset = 0; offset < items.length; offset += 1) yield start + offset;
  }
}

export function positionWhere<Item>(
  sparse: Sparse<Item>,
  test: (item: Item) => boolean,
): number | undefined {
  for (const { start, items } of sparse) {
    const offset = items.findIndex(test);
    if (offset !== -1) return start + offset;
  }
  return undefined;
}

/** Index of the last run that starts at or before `position`; -1 if none does. */
function runBefore(sparse: Sparse<unknown>, position: number): number {
  let low = 0;
  let high = sparse.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sparse[middle]?.start ?? Infinity) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function countBelow(ascending: readonly number[], limit: number): number {
  const first = ascending.findIndex((position) => position >= limit);
  return first === -1 ? ascending.length : first;
}

function joined<Item>(runs: readonly Run<Item>[]): Sparse<Item> {
  const result: Run<Item>[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && last.start + last.items.length === run.start) {
      result[result.length - 1] = { start: last.start, items: [...last.items, ...run.items] };
    } else {
      result.push(run);
    }
  }
  return result;
}
