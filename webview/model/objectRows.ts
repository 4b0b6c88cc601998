/**
 * The rows below an opened object: items and own attributes directly, the other parts as groups that
 * open on their own. Pure.
 */
import type { ChildInfo, ChildPart, ObjectAddress } from "../../src/protocol/inspection.js";

import { childKey, extraKey, groupKey, placeKey, refKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { directParts, groupParts, listOf } from "./objectParts.js";
import { sectionOf, toBlock } from "./outline.js";
import type { Block, OpenSlot, Section } from "./outline.js";
import type { ChildRow, GroupRow, RowContent, Spot } from "./rowContent.js";
import { itemAt, knownItems, knownPositions } from "./sparse.js";
import type { ChildEntry, ObjectParts, PanelState } from "./state.js";
import { isFresh, positionOfKey, shownItems } from "./windowed.js";

/** The object whose rows these are; `type` is its qualified type. */
interface Owner {
  readonly key: NodeKey;
  readonly address: ObjectAddress;
  readonly type: string;
}

export function objectBlock(state: PanelState, owner: Owner): Block<RowContent> {
  const { key } = owner;
  const parts = state.objects.get(key);
  if (!parts?.totals) return toBlock([sectionOf([firstLookRow(owner, parts?.failure ?? null)])]);
  const groups = groupParts
    .map((part) => groupRow(state, key, { part, total: parts.totals?.get(part) ?? 0 }))
    .filter(({ total }) => total > 0);
  const sections = [
    ...directParts.map((part) => partSection(state, owner, { parts, part })),
    sectionOf<RowContent>(groups, (row) =>
      row.kind === "group" && row.expanded
        ? toBlock([partSection(state, owner, { parts, part: row.part })])
        : undefined,
    ),
  ];
  const block = toBlock(sections);
  return block.slots > 0 ? block : toBlock([sectionOf([emptyRow(owner)])]);
}

function addressOfChild(owner: ObjectAddress, { step }: ChildInfo): ObjectAddress {
  return { ...owner, path: [...(owner.path ?? []), step] };
}

function firstLookRow(owner: Owner, failure: string | null): RowContent {
  const { key, address } = owner;
  const source = { kind: "children", key, address, part: undefined } as const;
  const spot = { source, position: 0, isFresh: false };
  return missingRow(failure, extraKey(key, "first"), spot);
}

function emptyRow(owner: Owner): RowContent {
  return {
    kind: "note",
    key: extraKey(owner.key, "empty"),
    expanded: null,
    text: "nothing inside",
  };
}

function groupRow(
  state: PanelState,
  owner: NodeKey,
  { part, total }: { part: ChildPart; total: number },
): GroupRow {
  const key = groupKey(owner, part);
  return { kind: "group", key, expanded: state.expanded.get(key) ?? false, part, total };
}

function partSection(
  state: PanelState,
  owner: Owner,
  { parts, part }: { parts: ObjectParts; part: ChildPart },
): Section<RowContent> {
  const list = listOf(parts, part);
  const shown = shownItems(list);
  const open: OpenSlot<RowContent>[] = [];
  for (const { position, item } of knownItems(shown)) {
    const info = evaluatedInfo(state, item);
    if (!isOpen(state, item.key, info)) continue;
    const address = addressOfChild(owner.address, info);
    const type = info.summary?.qualifiedType ?? "";
    open.push({ slot: position, block: objectBlock(state, { key: item.key, address, type }) });
  }
  return {
    count: list.total,
    at: (position) => {
      const source = { kind: "children", key: owner.key, address: owner.address, part } as const;
      const spot = { source, position, isFresh: isFresh(list, position) };
      const entry = itemAt(shown, position);
      if (entry) return childRow(state, owner, { entry, spot });
      return missingRow(list.failure, placeKey(groupKey(owner.key, part), position), spot);
    },
    find: (key) => positionOfKey(shown, key, groupKey(owner.key, part)),
    known: () => knownPositions(shown),
    open,
  };
}

function canOpen({ summary, cycleDepth }: ChildInfo): boolean {
  return summary !== null && summary.hasChildren && cycleDepth === null;
}

function isOpen(state: PanelState, key: NodeKey, info: ChildInfo): boolean {
  return canOpen(info) && (state.expanded.get(key) ?? false);
}

/** A lazy row that was evaluated shows that value, as any other row shows its own. */
function evaluatedInfo({ evaluations }: PanelState, { key, info }: ChildEntry): ChildInfo {
  if (info.lazyReason === null) return info;
  const evaluation = evaluations.get(key);
  return evaluation?.status === "value" ? { ...info, summary: evaluation.summary } : info;
}

function childRow(
  state: PanelState,
  owner: Owner,
  { entry, spot }: { entry: ChildEntry; spot: Spot },
): ChildRow {
  const { key } = entry;
  const info = evaluatedInfo(state, entry);
  return {
    kind: "child",
    key,
    expanded: canOpen(info) ? isOpen(state, key, info) : null,
    child: info,
    address: addressOfChild(owner.address, info),
    ownerType: owner.type,
    sameAs: info.cycleDepth === null ? null : ancestorKey(owner.address, info.cycleDepth),
    spot,
  };
}

/** The key of the object `depth` steps from its ref, on the way to `address`. */
function ancestorKey({ ref, path = [] }: ObjectAddress, depth: number): NodeKey {
  return path.slice(0, depth).reduce(childKey, refKey(ref));
}

function missingRow(failure: string | null, key: NodeKey, spot: Spot): RowContent {
  return failure === null
    ? { kind: "pending", key, expanded: null, spot }
    : { kind: "failure", key, expanded: null, spot, message: failure };
}
