/**
 * Small steps from one state to the next that the reducers share. Each leaves the state as it is when
 * there is nothing to change.
 */
import type { NodeKey } from "./nodeKeys.js";
import type { RefListChange } from "./refLists.js";
import type { Change, PanelState, RefList, SessionEntry } from "./state.js";

export function withSession(
  state: PanelState,
  sessionId: string,
  change: (session: SessionEntry) => SessionEntry,
): PanelState {
  const sessions = state.sessions.map((session) =>
    session.info.id === sessionId ? change(session) : session,
  );
  return { ...state, sessions };
}

export function withRefList(
  state: PanelState,
  sessionId: string,
  change: (list: RefList) => RefList,
): PanelState {
  const list = state.refs.get(sessionId);
  if (!list) return state;
  const changed = change(list);
  if (changed === list) return state;
  return { ...state, refs: new Map(state.refs).set(sessionId, changed) };
}

export function withRefListChange(
  state: PanelState,
  sessionId: string,
  { list, changed }: RefListChange,
): PanelState {
  return withMarks(
    withRefList(state, sessionId, () => list),
    changed,
  );
}

/** Marks rows that show something else now: they flash, and tell for a while what they showed. */
export function withMarks(state: PanelState, changed: readonly Change[]): PanelState {
  if (changed.length === 0) return state;
  const flashing = new Map(state.flashing);
  const changes = new Map(state.changes);
  for (const change of changed) {
    flashing.set(change.key, (flashing.get(change.key) ?? 0) + 1);
    changes.set(change.key, change);
  }
  return { ...state, flashing, changes };
}

export function withoutKeys<Value>(
  map: ReadonlyMap<NodeKey, Value>,
  keys: readonly NodeKey[],
): ReadonlyMap<NodeKey, Value> {
  const gone = new Set(keys);
  return new Map([...map].filter(([key]) => !gone.has(key)));
}

export function mapValues<Value>(
  map: ReadonlyMap<NodeKey, Value>,
  change: (value: Value, key: NodeKey) => Value,
): ReadonlyMap<NodeKey, Value> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]));
}
