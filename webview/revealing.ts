/**
 * Going to the ref the host asked to show. Its row may not be known yet: then the loader goes on loading
 * its session, and this is asked again with every change.
 */
import { refKey } from "./model/nodeKeys.js";
import { indexOfKey } from "./model/outline.js";
import { gapsIn } from "./model/sparse.js";
import type { PanelState } from "./model/state.js";
import type { Store } from "./store.js";

/** Gives the ref the focus and returns its row's index, once; undefined while there is none. */
export function settleReveal(store: Store): number | undefined {
  const { revealing } = store.state;
  if (!revealing) return undefined;
  const key = refKey(revealing.refId);
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
