/**
 * The rows of one session: its refs where the worker counts them, placeholders where they are not known
 * yet, tombstones where one stood. Pure.
 */
import { placeKey, sessionKey } from "./nodeKeys.js";
import { objectBlock } from "./objectRows.js";
import type { OpenSlot, Section } from "./outline.js";
import { slotsOf } from "./refSlots.js";
import type { RefRow, RowContent, Spot } from "./rowContent.js";
import { itemAt, knownItems } from "./sparse.js";
import type { PanelState, RefEntry, RefList, SessionEntry } from "./state.js";
import { isFresh, positionOfKey, shownItems } from "./windowed.js";

/** A session this full names the ref that goes next. */
const nearlyFull = 0.9;

export function refSection(
  state: PanelState,
  session: SessionEntry,
  list: RefList,
): Section<RowContent> {
  const slots = slotsOf(list);
  const shown = shownItems(list.live);
  const sessionId = session.info.id;
  const open: OpenSlot<RowContent>[] = [];
  for (const { position, item } of knownItems(shown)) {
    if (!isOpen(state, item)) continue;
    const address = { session: sessionId, ref: item.info.id };
    const type = item.info.qualifiedType;
    const block = objectBlock(state, { key: item.key, address, type });
    open.push({ slot: slots.ofLive(position), block });
  }
  return {
    count: slots.count,
    at: (slot) => {
      const { grave, position } = slots.at(slot);
      if (grave) return { kind: "tombstone", key: grave.key, expanded: null, sessionId, grave };
      const entry = itemAt(shown, position);
      const spot = spotOf(sessionId, list, position);
      return entry ? refRow(state, session, { entry, spot }) : missingRow(list, spot);
    },
    find: (key) => {
      const grave = list.graves.findIndex((each) => each.key === key);
      if (grave !== -1) return slots.ofGrave(grave);
      const position = positionOfKey(shown, key, sessionKey(sessionId));
      return position === undefined ? undefined : slots.ofLive(position);
    },
    known: () => slots.known(shown),
    open,
  };
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
