/**
 * A tree as a numbered list of visible rows, without making the rows: closed nodes cost nothing, an open
 * one costs what is open below it, so a million items are one number. Knows nothing of what the rows are.
 */
import type { NodeKey } from "./nodeKeys.js";

/** Neighbouring rows under one parent that come from one source. */
export interface Section<Content extends Keyed> {
  readonly count: number;
  readonly at: (slot: number) => Content;
  /** Slot of the row with that key; undefined if it is not here, or not known yet. */
  readonly find: (key: NodeKey) => number | undefined;
  /** Slots of the rows that are known, ascending. */
  readonly known: () => Iterable<number>;
  /** The open rows of this section, ascending. */
  readonly open: readonly OpenSlot<Content>[];
}

export interface Keyed {
  readonly key: NodeKey;
}

export interface OpenSlot<Content extends Keyed> {
  readonly slot: number;
  readonly block: Block<Content>;
}

/** All rows under one parent. */
export interface Block<Content extends Keyed> {
  readonly slots: number;
  /** Rows with all that is open below them. */
  readonly rows: number;
  readonly sections: readonly { readonly firstSlot: number; readonly section: Section<Content> }[];
  readonly open: readonly PlacedSlot<Content>[];
}

interface PlacedSlot<Content extends Keyed> extends OpenSlot<Content> {
  /** Index, within the block, of the first row below the open one. */
  readonly firstRow: number;
}

/** A row in its place; `level`, `setSize` and `posInSet` are what ARIA calls so. */
export interface Placed<Content extends Keyed> {
  readonly content: Content;
  readonly index: number;
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  /** Index of the parent's row; -1 at the top. */
  readonly parent: number;
}

export function toBlock<Content extends Keyed>(
  sections: readonly Section<Content>[],
): Block<Content> {
  const placed: { firstSlot: number; section: Section<Content> }[] = [];
  const open: PlacedSlot<Content>[] = [];
  let slots = 0;
  let below = 0;
  for (const section of sections) {
    placed.push({ firstSlot: slots, section });
    for (const { slot, block } of section.open) {
      open.push({ slot: slots + slot, block, firstRow: slots + slot + 1 + below });
      below += block.rows;
    }
    slots += section.count;
  }
  return { slots, rows: slots + below, sections: placed, open };
}

/** A section whose rows are all at hand. */
export function sectionOf<Content extends Keyed, Own extends Content = Content>(
  contents: readonly Own[],
  blockOf: (content: Own) => Block<Content> | undefined = () => undefined,
): Section<Content> {
  const open: OpenSlot<Content>[] = [];
  for (const [slot, content] of contents.entries()) {
    const block = blockOf(content);
    if (block) open.push({ slot, block });
  }
  return {
    count: contents.length,
    at: (slot) => elementAt(contents, slot),
    find: (key) => positionOf(contents, key),
    known: () => contents.keys(),
    open,
  };
}

/** The row at `index`, which must lie within the block. */
export function rowAt<Content extends Keyed>(
  block: Block<Content>,
  index: number,
  place = { level: 1, first: 0, parent: -1 },
): Placed<Content> {
  const { level, first, parent } = place;
  const offset = index - first;
  const before = block.open[lastOpenBefore(block, offset)];
  if (before && offset < before.firstRow + before.block.rows) {
    const start = first + before.firstRow;
    return rowAt(before.block, index, { level: level + 1, first: start, parent: start - 1 });
  }
  const slot = before ? before.slot + 1 + offset - before.firstRow - before.block.rows : offset;
  const content = contentAt(block, slot);
  return { content, index, level, parent, setSize: block.slots, posInSet: slot + 1 };
}

/** Index of the row with that key; undefined if it is not visible, or not known yet. */
export function indexOfKey<Content extends Keyed>(
  block: Block<Content>,
  key: NodeKey,
): number | undefined {
  for (const { firstSlot, section } of block.sections) {
    const slot = section.find(key);
    if (slot !== undefined) return rowOfSlot(block, firstSlot + slot);
  }
  for (const { firstRow, block: inner } of block.open) {
    const index = indexOfKey(inner, key);
    if (index !== undefined) return firstRow + index;
  }
  return undefined;
}

/** Indexes of the rows that are known, ascending: what a search can read without asking for more. */
export function* knownIndexes(block: Block<Keyed>, first = 0): Generator<number> {
  const open = block.open.values();
  let next = open.next();
  let below = 0;
  for (const { firstSlot, section } of block.sections) {
    for (const known of section.known()) {
      const slot = firstSlot + known;
      yield first + slot + below;
      if (next.done || next.value.slot !== slot) continue;
      yield* knownIndexes(next.value.block, first + next.value.firstRow);
      below += next.value.block.rows;
      next = open.next();
    }
  }
}

function rowOfSlot(block: Block<Keyed>, slot: number): number {
  return block.open.reduce((row, open) => (open.slot < slot ? row + open.block.rows : row), slot);
}

function contentAt<Content extends Keyed>(block: Block<Content>, slot: number): Content {
  const found = block.sections.findLast(({ firstSlot }) => firstSlot <= slot);
  if (!found || slot >= block.slots) throw new RangeError(`No row in slot ${slot}`);
  return found.section.at(slot - found.firstSlot);
}

/** Index of the last open slot whose inner rows start at or before `offset`; -1 if none. */
function lastOpenBefore(block: Block<Keyed>, offset: number): number {
  let low = 0;
  let high = block.open.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((block.open[middle]?.firstRow ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function elementAt<Content>(contents: readonly Content[], slot: number): Content {
  const content = contents[slot];
  if (content === undefined) throw new RangeError(`No row in slot ${slot}`);
  return content;
}

function positionOf(contents: readonly Keyed[], key: NodeKey): number | undefined {
  const slot = contents.findIndex((content) => content.key === key);
  return slot === -1 ? undefined : slot;
}
