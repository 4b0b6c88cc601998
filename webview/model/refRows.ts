/**
 * The rows of one session: its refs where the worker counts them, placeholders where they are not known
 * yet, tombstones where one stood. Pure.
 */
import { placeKey, refGroupKey, sessionKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { objectBlock } from "./objectRows.js";
import { sectionOf, toBlock } from "./outline.js";
import type { Block, OpenSlot, Section } from "./outline.js";
import { slotsOf } from "./refSlots.js";
import type { RefGroupRow, RefRow, RowContent, Spot } from "./rowContent.js";
import { cut, knownItems, knownPositions } from "./sparse.js";
import type { Span, Sparse } from "./sparse.js";
import type { Grave, PanelState, RefEntry, RefList, SessionEntry } from "./state.js";
import { isFresh, positionOfKey, shownAt, shownItems } from "./windowed.js";

/** A session this full names the ref that goes next. */
const nearlyFull = 0.9;

/** The refs of a session: as one list, or in their groups, with what went below them. */
export function refSections(
  state: PanelState,
  session: SessionEntry,
  list: RefList,
): readonly Section<RowContent>[] {
  const { group: grouping } = state.arrangement;
  const groups = grouping === null ? [] : spansOf(list);
  if (grouping === null || groups.length === 0) return [refSection(state, session, list)];
  const blocks = new Map<NodeKey, Block<RowContent>>();
  const rows = groups.map(({ name, span }): RefGroupRow => {
    const key = refGroupKey(session.info.id, grouping, name);
    const expanded = state.expanded.get(key) ?? true;
    if (expanded) blocks.set(key, toBlock([spanSection(state, session, { list, span })]));
    return { kind: "refGroup", key, expanded, grouping, name, total: span.end - span.start };
  });
  const graves = list.graves.map((grave) => tombstoneRow(session.info.id, grave));
  return [sectionOf<RowContent>(rows, ({ key }) => blocks.get(key)), sectionOf(graves)];
}

interface GroupSpan {
  readonly name: string;
  readonly span: Span;
}

/** Where each group stands; while a change is not answered yet, the groups are those of before. */
function spansOf({ live, arranged }: RefList): readonly GroupSpan[] {
  const groups: GroupSpan[] = [];
  let start = 0;
  for (const { name, count } of arranged?.groups ?? []) {
    const end = Math.min(start + count, live.total);
    if (end > start) groups.push({ name, span: { start, end } });
    start = end;
  }
  const last = groups.at(-1);
  if (last && start < live.total) {
    groups[groups.length - 1] = { ...last, span: { start: last.span.start, end: live.total } };
  }
  return groups;
}

/** The refs between two positions of a session's list. */
function spanSection(
  state: PanelState,
  session: SessionEntry,
  { list, span }: { list: RefList; span: Span },
): Section<RowContent> {
  const sessionId = session.info.id;
  const shown = shownItems(list.live);
  const inside = cut(shown, span);
  return {
    count: span.end - span.start,
    at: (slot) => liveRow(state, session, { list, position: span.start + slot }),
    find: (key) => {
      const position = positionOfKey(shown, key, sessionKey(sessionId));
      const isInside = position !== undefined && position >= span.start && position < span.end;
      return isInside ? position - span.start : undefined;
    },
    *known() {
      for (const position of knownPositions(inside)) yield position - span.start;
    },
    open: openSlots(state, sessionId, inside, (position) => position - span.start),
  };
}

function refSection(state: PanelState, session: SessionEntry, list: RefList): Section<RowContent> {
  const slots = slotsOf(list);
  const shown = shownItems(list.live);
  const sessionId = session.info.id;
  return {
    count: slots.count,
    at: (slot) => {
      const { grave, position } = slots.at(slot);
      return grave ? tombstoneRow(sessionId, grave) : liveRow(state, session, { list, position });
    },
    find: (key) => {
      const grave = list.graves.findIndex((each) => each.key === key);
      if (grave !== -1) return slots.ofGrave(grave);
      const position = positionOfKey(shown, key, sessionKey(sessionId));
      return position === undefined ? undefined : slots.ofLive(position);
    },
    known: () => slots.known(shown),
    open: openSlots(state, sessionId, shown, slots.ofLive),
  };
}

function openSlots(
  state: PanelState,
  sessionId: string,
  shown: Sparse<RefEntry>,
  slotOf: (position: number) => number,
): readonly OpenSlot<RowContent>[] {
  const open: OpenSlot<RowContent>[] = [];
  for (const { position, item } of knownItems(shown)) {
    if (!isOpen(state, item)) continue;
    const address = { session: sessionId, ref: item.info.id };
    const type = item.info.qualifiedType;
    const block = objectBlock(state, { key: item.key, address, type });
    open.push({ slot: slotOf(position), block });
  }
  return open;
}

function liveRow(
  state: PanelState,
  session: SessionEntry,
  { list, position }: { list: RefList; position: number },
): RowContent {
  const entry = shownAt(list.live, position);
  const spot = spotOf(session.info.id, list, position);
  return entry ? refRow(state, session, { entry, spot }) : missingRow(list, spot);
}

function tombstoneRow(sessionId: string, grave: Grave): RowContent {
  return { kind: "tombstone", key: grave.key, expanded: null, sessionId, grave };
}

function isOpen(state: PanelState, { key, info }: RefEntry): boolean {
  return info.hasChildren && (state.expanded.get(key) ?? false);
}

function spotOf(sessionId: string, { live }: RefList, position: number): Spot & RefSource {
  return { source: { kind: "refs", sessionId }, position, isFresh: isFresh(live, position) };
}

interface RefSource {
  readonly source: { readonly kind: "refs"; readonly sessionId: string };
}

function refRow(
  state: PanelState,
  session: SessionEntry,
  { entry, spot }: { entry: RefEntry; spot: Spot },
): RefRow {
  const { maxRefs, refCount, nextEviction, id } = session.info;
  const isNearlyFull = maxRefs.value > 0 && refCount >= maxRefs.value * nearlyFull;
  return {
    kind: "ref",
    key: entry.key,
    expanded: entry.info.hasChildren ? isOpen(state, entry) : null,
    entry,
    address: { session: id, ref: entry.info.id },
    isNextToGo: isNearlyFull && nextEviction === entry.info.id,
    spot,
  };
}

function missingRow({ live }: RefList, spot: Spot & RefSource): RowContent {
  const key = placeKey(sessionKey(spot.source.sessionId), spot.position);
  const base = { key, expanded: null, spot };
  const { failure } = live;
  return failure === null
    ? { kind: "pending", ...base }
    : { kind: "failure", message: failure, ...base };
}
