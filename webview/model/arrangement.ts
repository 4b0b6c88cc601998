/**
 * How the person wants refs listed: sorted, filtered, grouped. The worker does it; here is what was chosen, what to
 * ask for, and what a change of it does to the lists that are known. Pure.
 */
import type { RefArrangement, RefGrouping, RefSort } from "../../src/protocol/arranging.js";

import { newRefList } from "./refLists.js";
import type { PanelState, RefList, SessionEntry } from "./state.js";
import { mapValues } from "./stateUpdates.js";
import { lookAgain } from "./windowed.js";

/** `sort` is null for the order of creation, `group` for none but the session. */
export interface Arrangement {
  readonly sort: RefSort | null;
  readonly descending: boolean;
  readonly group: RefGrouping | null;
  /** Whether a group holds what the refs of all sessions have in common; else each session has groups of its own. */
  readonly acrossSessions?: boolean | undefined;
  readonly filter: string;
}

export const plainArrangement: Arrangement = {
  sort: null,
  descending: false,
  group: null,
  filter: "",
};

/** Whether refs stand as the worker counts them, so that events alone keep a list true. */
export function isPlain({ sort, group, filter, descending }: Arrangement): boolean {
  return sort === null && group === null && !descending && filter.trim() === "";
}

export function isFiltered({ filter }: Arrangement): boolean {
  return filter.trim() !== "";
}

/** What the refs of all sessions are grouped by; null while each session has its own. */
export function sharedGrouping({ group, acrossSessions }: Arrangement): RefGrouping | null {
  return acrossSessions === true ? group : null;
}

/** What to ask the worker for; undefined for the order it has by itself. */
export function toRefArrangement(arrangement: Arrangement): RefArrangement | undefined {
  if (isPlain(arrangement)) return undefined;
  const { sort, descending, group, filter } = arrangement;
  return {
    ...(sort !== null && { sort }),
    ...(descending && { descending }),
    ...(group !== null && { group }),
    ...(filter.trim() !== "" && { filter: filter.trim() }),
  };
}

/** Every list is looked at again; until the answers come, what was known stays on screen. */
export function withArrangement(state: PanelState, change: Partial<Arrangement>): PanelState {
  const arrangement = { ...state.arrangement, ...change };
  const counts = new Map(state.sessions.map((session) => [session.info.id, countOf(session)]));
  const refs = mapValues(state.refs, (list, sessionId) =>
    listAnew(arrangement, list, counts.get(sessionId) ?? 0),
  );
  return { ...state, arrangement, refs };
}

/** A session's list after the host told how many refs there are. */
export function listAnew(
  arrangement: Arrangement,
  list: RefList | undefined,
  refCount: number,
): RefList {
  if (!list) return newRefList(isFiltered(arrangement) ? 0 : refCount);
  // Only the worker knows how many of them pass the filter.
  const total = isFiltered(arrangement) && refCount > 0 ? list.live.total : refCount;
  const arranged = isPlain(arrangement) ? null : list.arranged;
  return { ...list, live: lookAgain(list.live, total), arranged };
}

/** How many refs are listed, of how many, and whether that is all; over all sessions. */
export function coverage(state: PanelState): {
  readonly listed: number;
  readonly of: number;
  readonly isComplete: boolean;
} {
  const lists = state.sessions.filter(isAlive).map((session) => state.refs.get(session.info.id));
  const sum = (count: (list: RefList) => number): number =>
    lists.reduce((total, list) => total + (list ? count(list) : 0), 0);
  return {
    listed: sum(({ live }) => live.total),
    of: state.sessions.filter(isAlive).reduce((total, { info }) => total + info.refCount, 0),
    isComplete: lists.every((list) => !list?.arranged || list.arranged.covered >= list.arranged.of),
  };
}

function countOf(session: SessionEntry): number {
  return isAlive(session) ? session.info.refCount : 0;
}

function isAlive({ lost, ended }: SessionEntry): boolean {
  return !lost && !ended;
}
