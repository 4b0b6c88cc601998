/**
 * Small steps from one state to the next that the reducers share. Each leaves the state as it is when
 * there is nothing to change.
 */
import type { NodeKey } from "./nodeKeys.js";
import type { RefListChange } from "./refLists.js";
import type { PanelState, RefList, SessionEntry } from "./state.js";

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
  return withFlashes(
    withRefList(state, sessionId, () => list),
    changed,
  );
}

export function withFlashes(state: PanelState, keys: readonly NodeKey[]): PanelState {
  if (keys.length === 0) return state;
  const flashing = new Map(state.flashing);
  for (const key of keys) flashing.set(key, (flashing.get(key) ?? 0) + 1);
  return { ...state, flashing };
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
