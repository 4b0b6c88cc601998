/**
 * Going to a row that the host or a link asked for. It may not be known yet: then the loader goes on
 * loading its session, and this is asked again with every change.
 */
import { indexOfKey } from "./model/outline.js";
import { gapsIn } from "./model/sparse.js";
import type { PanelState } from "./model/state.js";
import type { Store } from "./store.js";

/** Gives the row the focus and returns its index, once; undefined while there is none. */
export function settleReveal(store: Store): number | undefined {
  const { revealing } = store.state;
  if (!revealing) return undefined;
  const { key } = revealing;
  const index = indexOfKey(store.outline, key);
  if (index === undefined && mayStillCome(store.state, revealing.sessionId)) return undefined;
  store.apply({ kind: "revealed" });
  if (index !== undefined) store.apply({ kind: "focus", key });
  return index;
}

function mayStillCome(state: PanelState, sessionId: string): boolean {
  const list = state.refs.get(sessionId)?.live;
  if (!list) return !state.isConnected;
  return list.failure === null && gapsIn(list.fresh, { start: 0, end: list.total }).length > 0;
}
