/**
 * What the host's messages do to the state. `state` replaces what is listed and keeps what the person
 * did; `refsChanged` goes on from there, in order.
 */
import type { PanelSession } from "../../src/protocol/panel.js";
import type { RefInfo, RefsChangedParams } from "../../src/protocol/sessions.js";

import type { ActionOf } from "./actions.js";
import { isFiltered, isPlain, listAnew, withArrangement } from "./arrangement.js";
import { childKey, isWithin, refKey, sessionKey, workerKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { lookAgainAt } from "./objectParts.js";
import { withoutSelected } from "./lettingGo.js";
import { newRefList, withChange, withTombstones } from "./refLists.js";
import { sharedGroups } from "./refRows.js";
import type { Evaluation, PanelState, RefList, SessionEntry } from "./state.js";
import { mapValues, withRefList, withRefListChange, withSession } from "./stateUpdates.js";
import { lookAgain } from "./windowed.js";

export function withHostState(state: PanelState, message: ActionOf<"state">): PanelState {
  const listed = new Set(message.sessions.map(({ info }) => info.id));
  const leaving = state.sessions.filter(({ ended, info }) => ended && !listed.has(info.id));
  const sessions = [...message.sessions.map(toEntry), ...leaving];
  const objects = [...state.objects].filter(([, { address }]) => listed.has(address.session));
  const alive = new Set(message.sessions.flatMap(({ info, lost }) => (lost ? [] : [info.id])));
  return {
    ...withoutSelected(state, ({ sessionId }) => !alive.has(sessionId)),
    isConnected: true,
    workers: message.workers,
    notice: message.notice,
    sessions,
    refs: new Map(sessions.map((session) => [session.info.id, refListOf(state, session)])),
    objects: mapValues(new Map(objects), lookAgainAt),
    evaluations: mapValues(state.evaluations, toOutdated),
    expanded: withOpenSessions(state.expanded, sessions),
  };
}

/** What is told of lives: a session that was lost lives again, maybe on the same worker. */
const anew = { lost: false, lossReason: null, ended: false };

export function withRefsChanged(
  state: PanelState,
  change: RefsChangedParams,
  atMs: number,
): PanelState {
  const { sessionId, session: info } = change;
  if (info === null) return withSessionEnded(withMemory(state, change), sessionId);
  const listed = state.refs.has(sessionId)
    ? withSession(state, sessionId, (session) => ({ ...session, ...anew, info }))
    : withNewSession(state, info);
  const list = listed.refs.get(sessionId) ?? newRefList(0);
  const changed = withRefListChange(
    listed,
    sessionId,
    withChange(list, change, atMs, isPlain(state.arrangement)),
  );
  const gone = change.removed.map(({ refId }) => refId);
  const selected = withoutSelected(changed, goneFrom(gone));
  return withMemory(withUsed(withoutObjects(selected, gone), change.changed), change);
}

function withMemory(state: PanelState, change: RefsChangedParams): PanelState {
  const { sessionId, memoryBytes } = change;
  if (memoryBytes === undefined) return state;
  const workerId = state.sessions.find(({ info }) => info.id === sessionId)?.workerId;
  const workers = state.workers.map((worker) =>
    worker.id === workerId ? { ...worker, memoryBytes } : worker,
  );
  return { ...state, workers };
}

export function withSessionEnded(state: PanelState, sessionId: string): PanelState {
  const selected = withoutSelected(state, (ref) => ref.sessionId === sessionId);
  const ended = withSession(selected, sessionId, (session) => ({ ...session, ended: true }));
  return withRefList(ended, sessionId, (list) => ({
    ...list,
    live: lookAgain(list.live, 0),
    graves: [],
  }));
}

export function withReveal(
  state: PanelState,
  { sessionId, refId, path = [] }: ActionOf<"reveal">,
): PanelState {
  const session = state.sessions.find(({ info }) => info.id === sessionId);
  const expanded = new Map(state.expanded).set(sessionKey(sessionId), true);
  if (session) expanded.set(workerKey(session.workerId), true);
  let owner = refKey(refId);
  for (const step of path) {
    expanded.set(owner, true);
    owner = childKey(owner, step);
  }
  // What is to be seen must not be filtered away.
  const shown = isFiltered(state.arrangement) ? withArrangement(state, { filter: "" }) : state;
  return { ...shown, expanded, revealing: { sessionId, key: refKey(refId) } };
}

export function withAllClosed(state: PanelState): PanelState {
  const sessions = state.sessions.map(({ info }) => sessionKey(info.id));
  const groups = sharedGroups(state).map(({ key }) => key);
  const nodes = [...state.expanded.keys(), ...sessions, ...groups];
  return { ...state, expanded: new Map(nodes.map((key) => [key, false])) };
}

function goneFrom(refIds: readonly string[]): (ref: { readonly refId: string }) => boolean {
  const gone = new Set(refIds);
  return ({ refId }) => gone.has(refId);
}

function toEntry(session: PanelSession): SessionEntry {
  return { ...session, ended: false };
}

function refListOf(state: PanelState, session: SessionEntry): RefList {
  const total = session.lost || session.ended ? 0 : session.info.refCount;
  const list = listAnew(state.arrangement, state.refs.get(session.info.id), total);
  return withTombstones(list, session.tombstones, state.dismissed);
}

/** The active editor's session opens by itself the first time, so that its refs are there to see. */
function withOpenSessions(
  expanded: PanelState["expanded"],
  sessions: readonly SessionEntry[],
): PanelState["expanded"] {
  const opening = sessions
    .filter(({ current, lost }) => current || lost || sessions.length === 1)
    .map(({ info }) => sessionKey(info.id))
    .filter((key) => !expanded.has(key));
  return new Map([...expanded, ...opening.map((key) => [key, true] as const)]);
}

/** Ahead of the host's `state` that tells whose session it is. */
function withNewSession(state: PanelState, info: PanelSession["info"]): PanelState {
  const workerId = state.workers[0]?.id ?? "";
  const session = { ...anew, workerId, info, current: false, tombstones: [] };
  const sessions = [...state.sessions, session];
  return {
    ...state,
    sessions,
    refs: new Map(state.refs).set(info.id, newRefList(0)),
    expanded: withOpenSessions(state.expanded, sessions),
  };
}

function withoutObjects(state: PanelState, refIds: readonly string[]): PanelState {
  const isGone = withinAny(refIds);
  const left = <Value>(known: ReadonlyMap<NodeKey, Value>): ReadonlyMap<NodeKey, Value> =>
    new Map([...known].filter(([key]) => !isGone(key)));
  if (![...state.objects.keys(), ...state.evaluations.keys()].some(isGone)) return state;
  return { ...state, objects: left(state.objects), evaluations: left(state.evaluations) };
}

/** A ref was used: what it is made of may be another now. */
function withUsed(state: PanelState, used: readonly RefInfo[]): PanelState {
  const isUsed = withinAny(used.map(({ id }) => id));
  if (![...state.objects.keys(), ...state.evaluations.keys()].some(isUsed)) return state;
  return {
    ...state,
    objects: mapValues(state.objects, (parts, key) => (isUsed(key) ? lookAgainAt(parts) : parts)),
    evaluations: mapValues(state.evaluations, (value, key) =>
      isUsed(key) ? toOutdated(value) : value,
    ),
  };
}

function withinAny(refIds: readonly string[]): (key: NodeKey) => boolean {
  const owners = refIds.map(refKey);
  return (key) => owners.some((owner) => isWithin(owner, key));
}

function toOutdated(evaluation: Evaluation): Evaluation {
  return "outdated" in evaluation ? { ...evaluation, outdated: true } : evaluation;
}
