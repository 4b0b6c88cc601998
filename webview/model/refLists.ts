/**
 * What events and answers do to one session's list of refs. A ref that goes leaves a tombstone in its
 * place; whatever cannot be told from what is known makes the list be looked at again.
 */
import type { RemovalReason } from "../../src/protocol/errors.js";
import type { Tombstone, Verdict } from "../../src/protocol/panel.js";
import type {
  RefInfo,
  RefsChangedParams,
  RefsResult,
  RemovedRef,
  SessionInfo,
} from "../../src/protocol/sessions.js";

import { isSameSummary } from "./differences.js";
import { refKey } from "./nodeKeys.js";
import { knownItems, nothingKnown, withoutPositions } from "./sparse.js";
import type { Change, Grave, RefEntry, RefList } from "./state.js";
import { lookAgain, mapShown, newList, shownItems, withMore, withWindow } from "./windowed.js";
import type { Windowed } from "./windowed.js";

/** Tombstones kept per session; the topmost go first. */
const mostGraves = 50;

export const removalTexts: Readonly<Record<RemovalReason, string>> = {
  released: "released",
  session_released: "released with its session",
  expired: "expired",
  evicted: "evicted to make room",
  stream_ended: "stream ended",
  worker_restarted: "lost when Python exited",
  unknown: "gone",
};

/** Ends that the person asked for or that are the normal course: nothing to keep telling. */
const quietReasons: ReadonlySet<RemovalReason> = new Set([
  "released",
  "session_released",
  "stream_ended",
]);

/** Seconds after which an added ref is not new: it came back to where it stood, which is not the end. */
const newFor = 2;

/** A list after a change, and the rows whose value is now another. */
export interface RefListChange {
  readonly list: RefList;
  readonly changed: readonly Change[];
}

export function newRefList(total: number): RefList {
  return { live: newList(total), graves: [], arranged: null, answered: -1 };
}

export function toRefEntry(info: RefInfo, atMs: number): RefEntry {
  const { remainingSeconds } = info;
  const expiresAtMs = remainingSeconds === null ? null : atMs + remainingSeconds * 1000;
  return { key: refKey(info.id), info, expiresAtMs };
}

export function titleOf(info: RefInfo): string {
  return info.names[0] ?? info.typeName;
}

export function titleOfSession({ label, id }: SessionInfo): string {
  return label ?? id;
}

export function withRefs(list: RefList, result: RefsResult, atMs: number): RefListChange {
  const before = new Map(entriesById(list.live));
  const items = result.refs.map((info) => toRefEntry(info, atMs));
  const { arranged = null } = result;
  // The order is not yet known to the end: what else was listed may stand elsewhere now.
  const isPart = arranged !== null && arranged.covered < arranged.of;
  const live = isPart ? { ...list.live, fresh: nothingKnown } : list.live;
  return {
    list: {
      ...list,
      live: withWindow(live, { ...result, items }),
      arranged,
      answered: isPart ? list.answered : live.generation,
    },
    changed: changesOf(before, items),
  };
}

/**
 * One event. What does not add up with the session's own count of refs is looked at again; so is a list in another
 * order than that of creation.
 */
export function withChange(
  list: RefList,
  change: RefsChangedParams,
  atMs: number,
  isPlain = true,
): RefListChange {
  const known = new Map(entriesById(list.live));
  const updates = new Map(
    [...change.changed, ...change.added.filter(({ id }) => known.has(id))].map((info) => [
      info.id,
      toRefEntry(info, atMs),
    ]),
  );
  const added = change.added.filter(({ id }) => !known.has(id));
  const updated = mapShown(list.live, (entry) => updates.get(entry.info.id) ?? entry);
  const changed = changesOf(known, [...updates.values()]);
  const buried = change.removed.filter(({ refId }) => isPlain || known.has(refId));
  const thinned = withoutRefs({ ...list, live: updated }, buried);
  // Where a ref stands in another order, and whether it passes the filter, only the worker knows.
  if (!isPlain) return { list: { ...thinned, live: lookAgain(thinned.live) }, changed };
  const grown = withAdded(thinned, added, atMs);
  const total = change.session?.refCount ?? grown.live.total;
  const isCertain =
    grown.live.total === total &&
    change.removed.every(({ refId }) => known.has(refId)) &&
    added.every(({ ageSeconds }) => ageSeconds < newFor);
  return {
    list: isCertain ? grown : { ...grown, live: lookAgain(grown.live, total) },
    changed,
  };
}

/** The answer to `extend` or `pin`, which may overtake the event that tells the same. */
export function withUpdate(list: RefList, info: RefInfo, atMs: number): RefList {
  const entry = toRefEntry(info, atMs);
  return { ...list, live: mapShown(list.live, (old) => (old.info.id === info.id ? entry : old)) };
}

/** The host's own memory of what went, without what stands here already. */
export function withTombstones(
  list: RefList,
  tombstones: readonly Tombstone[],
  dismissed: ReadonlySet<string>,
): RefList {
  const known = new Set(list.graves.map(({ refId }) => refId));
  const missing = tombstones.filter(({ refId }) => !known.has(refId) && !dismissed.has(refId));
  const graves = missing.map((tombstone) => ({
    ...tombstone,
    key: refKey(tombstone.refId),
    position: list.live.total,
    fades: false,
  }));
  return graves.length === 0 ? list : { ...list, graves: [...list.graves, ...graves] };
}

/** What is known of released refs in the end stands where they stood, and stays if something keeps them. */
export function withJudged(
  list: RefList,
  verdicts: readonly Verdict[],
  dismissed: ReadonlySet<string>,
): RefList {
  const byId = new Map(verdicts.map((verdict) => [verdict.refId, verdict]));
  const graves = list.graves.map((grave) => {
    const verdict = byId.get(grave.refId);
    return verdict ? { ...grave, reason: verdict.reason, fades: !verdict.isHeld } : grave;
  });
  const held = verdicts.filter(({ isHeld }) => isHeld);
  return withTombstones({ ...list, graves }, held, dismissed);
}

export function withoutGraves(list: RefList, refIds: ReadonlySet<string>): RefList {
  return { ...list, graves: list.graves.filter(({ refId }) => !refIds.has(refId)) };
}

function withoutRefs(list: RefList, removed: readonly RemovedRef[]): RefList {
  if (removed.length === 0) return list;
  const reasons = new Map(removed.map(({ refId, reason }) => [refId, reason]));
  const gone = [...knownItems(shownItems(list.live))].filter(({ item }) =>
    reasons.has(item.info.id),
  );
  const positions = gone.map(({ position }) => position);
  const buried = gone.map(({ position, item }, index) =>
    toGrave(item, position - index, reasons.get(item.info.id) ?? "unknown"),
  );
  const moved = list.graves.map((grave) => ({
    ...grave,
    position: grave.position - positions.filter((position) => position < grave.position).length,
  }));
  const graves = [...moved, ...buried].sort((one, other) => one.position - other.position);
  return {
    ...list,
    live: {
      ...list.live,
      total: list.live.total - removed.length,
      fresh: withoutPositions(list.live.fresh, positions),
      outdated: withoutPositions(list.live.outdated, positions),
    },
    graves: graves.slice(-mostGraves),
  };
}

function toGrave(entry: RefEntry, position: number, reason: RemovalReason): Grave {
  return {
    key: entry.key,
    refId: entry.info.id,
    title: titleOf(entry.info),
    reason: removalTexts[reason],
    position,
    fades: quietReasons.has(reason),
  };
}

function withAdded(list: RefList, added: readonly RefInfo[], atMs: number): RefList {
  if (added.length === 0) return list;
  const entries = added.map((info) => toRefEntry(info, atMs));
  const live = withMore(list.live, entries);
  // A release that was undone: the ref is back, so it is not gone.
  return withoutGraves({ ...list, live }, new Set(added.map(({ id }) => id)));
}

function* entriesById(live: Windowed<RefEntry>): Generator<readonly [string, RefEntry]> {
  for (const { item } of knownItems(shownItems(live))) yield [item.info.id, item];
}

function changesOf(
  before: ReadonlyMap<string, RefEntry>,
  entries: readonly RefEntry[],
): readonly Change[] {
  return entries.flatMap(({ key, info }) => {
    const was = before.get(info.id)?.info;
    return was && !isSameSummary(was, info) ? [{ key, was }] : [];
  });
}
