/**
 * The rows of one session: its refs where the worker counts them, placeholders where they are not known
 * yet, tombstones where one stood. Pure.
 */
import { sharedGrouping } from "./arrangement.js";
import { placeKey, refGroupKey, sessionKey, sharedGroupKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { objectBlock } from "./objectRows.js";
import { sectionOf, toBlock } from "./outline.js";
import type { Block, OpenSlot, Section } from "./outline.js";
import { titleOfSession } from "./refLists.js";
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

/** Groups that hold refs of all sessions, in the order of their names; none while each session has its own. */
export function sharedGroups(state: PanelState): readonly RefGroupRow[] {
  const grouping = sharedGrouping(state.arrangement);
  if (grouping === null) return [];
  const totals = new Map<string, number>();
  for (const { name, span } of [...state.refs.values()].flatMap(spansOf)) {
    totals.set(name, (totals.get(name) ?? 0) + span.end - span.start);
  }
  const groups = [...totals].sort(([one], [other]) => (one < other ? -1 : 1));
  return groups.map(([name, total]) => {
    const key = sharedGroupKey(grouping, name);
    const expanded = state.expanded.get(key) ?? true;
    return { kind: "refGroup", key, expanded, grouping, name, total };
  });
}

/** What is in such a group: the refs of one session after those of the other. */
export function sharedGroupBlock(state: PanelState, { name }: RefGroupRow): Block<RowContent> {
  return toBlock(
    state.sessions.flatMap((session) => {
      const list = state.refs.get(session.info.id);
      const span = list && spansOf(list).find((group) => group.name === name)?.span;
      return span ? [spanSection(state, session, { list, span })] : [];
    }),
  );
}

/** Whether refs of the session stand in groups. */
export function isInGroups(list: RefList | undefined): boolean {
  return list !== undefined && spansOf(list).length > 0;
}

/** What is left of refs that went, of all sessions. */
export function graveSection(state: PanelState): Section<RowContent> {
  return sectionOf(
    [...state.refs].flatMap(([sessionId, { graves }]) =>
      graves.map((grave) => tombstoneRow(sessionId, grave)),
    ),
  );
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
    sessionTitle: sharedGrouping(state.arrangement) === null ? null : titleOfSession(session.info),
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
