/**
 * What has items that one can go to by index or key: which rows are such, and which of them a row stands for.
 * Pure.
 */
import type { ObjectSummary } from "../../src/protocol/inspection.js";

import { groupKey, placeKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { listOf } from "./objectParts.js";
import type { Placed } from "./outline.js";
import type { ChildRow, ObjectRow, RowContent } from "./rowContent.js";
import type { PanelState } from "./state.js";
import { shownAt } from "./windowed.js";

export function hasItems(summary: ObjectSummary | null): boolean {
  if (!summary?.hasChildren) return false;
  const { kind, length } = summary;
  return length !== null && length > 0 && kind !== "string" && kind !== "bytes";
}

/** Whether it has rows and columns to open. Of lists only exact ones, whose cells can be read without their code. */
export function isTable(summary: ObjectSummary | null): boolean {
  if (!summary || summary.length === 0) return false;
  const { kind, qualifiedType } = summary;
  return kind === "table" || kind === "array" || /^(list|tuple)$/.test(qualifiedType);
}

/** Whether the row is an item of its parent, and no attribute. */
export function isItem({ child }: ChildRow): boolean {
  return child.part === "items";
}

/**
 * The row whose items are meant at `index`: that row itself, or the nearest above it. A closed item means what it is
 * an item of: who walks a list of lists wants another of those.
 */
export function containerAt(
  rowAt: (index: number) => Placed<RowContent> | undefined,
  index: number,
): ObjectRow | undefined {
  for (let row = rowAt(index); row; row = rowAt(row.parent)) {
    if (isContainer(row.content)) return row.content;
  }
  return undefined;
}

function isContainer(row: RowContent): row is ObjectRow {
  if (row.kind === "ref") return hasItems(row.entry.info);
  if (row.kind !== "child" || !hasItems(row.child.summary)) return false;
  return row.expanded === true || !isItem(row);
}

/** What the row at a position is called, also while it is not known what stands there. */
export function keyOfItem({ objects }: PanelState, owner: NodeKey, position: number): NodeKey {
  const parts = objects.get(owner);
  const entry = parts && shownAt(listOf(parts, "items"), position);
  return entry?.key ?? placeKey(groupKey(owner, "items"), position);
}
