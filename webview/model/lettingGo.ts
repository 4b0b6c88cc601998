/**
 * Choosing refs and letting them go: what is selected, the release that waits for a yes, the one that can be
 * taken back, and what became of it. Pure.
 */
import type { ReleaseImpact } from "../../src/protocol/lettingGo.js";
import type { UndoOffer } from "../../src/protocol/panel.js";

import type { Action, ActionOf } from "./actions.js";
import { refKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { withJudged } from "./refLists.js";
import type { PanelState, PendingRelease, SelectedRef } from "./state.js";
import { withRefList } from "./stateUpdates.js";

const kinds = [
  "select",
  "pendRelease",
  "impactLoaded",
  "sessionImpact",
  "impactFailed",
  "undo",
  "verdicts",
] as const;

export type LettingGo = ActionOf<(typeof kinds)[number]>;

export function isLettingGo(action: Action): action is LettingGo {
  return kinds.some((kind) => kind === action.kind);
}

export function withLettingGo(state: PanelState, action: LettingGo, atMs: number): PanelState {
  switch (action.kind) {
    case "select":
      return withSelection(state, action);
    case "pendRelease":
      return withPendingRelease(state, action.refs);
    case "impactLoaded":
      return withPending(state, { impact: action.impact });
    case "sessionImpact":
      if (state.confirming !== action.key) return state;
      return { ...state, confirmingImpact: action.impact };
    case "impactFailed":
      return withPending(state, { failure: action.message });
    case "undo":
      return withUndo(state, action.offer, atMs);
    case "verdicts":
      return withVerdicts(state, action);
  }
}

function withSelection(
  state: PanelState,
  { refs, isOnly, anchor }: ActionOf<"select">,
): PanelState {
  const isNothing = refs.length === 0 && isOnly && state.selection.size === 0;
  if (isNothing && state.anchor === anchor) return state;
  const selection = new Map(isOnly ? [] : state.selection);
  for (const ref of refs) {
    const key = refKey(ref.refId);
    if (isOnly || !selection.delete(key)) selection.set(key, ref);
  }
  return { ...state, selection, anchor };
}

/** What went, or lives no longer where it was, is selected no longer. */
export function withoutSelected(
  state: PanelState,
  isGone: (ref: SelectedRef) => boolean,
): PanelState {
  const left = [...state.selection].filter(([, ref]) => !isGone(ref));
  return left.length === state.selection.size ? state : { ...state, selection: new Map(left) };
}

/** The refs that an action on the row means: all selected ones if it is among them. */
export function selectedWith(state: PanelState, key: NodeKey): readonly SelectedRef[] {
  return state.selection.size > 1 && state.selection.has(key) ? [...state.selection.values()] : [];
}

function withPendingRelease(state: PanelState, refs: readonly SelectedRef[] | null): PanelState {
  if (refs === null && state.pendingRelease === null) return state;
  return { ...state, pendingRelease: refs && { refs, impact: null, failure: null } };
}

function withPending(state: PanelState, change: Partial<PendingRelease>): PanelState {
  const { pendingRelease } = state;
  return pendingRelease ? { ...state, pendingRelease: { ...pendingRelease, ...change } } : state;
}

function withUndo(state: PanelState, offer: UndoOffer | null, atMs: number): PanelState {
  if (!offer) return state.undo ? { ...state, undo: null } : state;
  const { id, count, secondsLeft } = offer;
  return { ...state, undo: { id, count, untilMs: atMs + secondsLeft * 1000 } };
}

function withVerdicts(
  state: PanelState,
  { sessionId, verdicts }: ActionOf<"verdicts">,
): PanelState {
  return withRefList(state, sessionId, (list) => withJudged(list, verdicts, state.dismissed));
}

/** What several sessions' impacts are together. */
export function sumOf(impacts: readonly ReleaseImpact[]): ReleaseImpact {
  const total = (amount: (impact: ReleaseImpact) => number): number =>
    impacts.reduce((sum, impact) => sum + amount(impact), 0);
  return {
    count: total(({ count }) => count),
    sizeBytes: total(({ sizeBytes }) => sizeBytes),
    unsized: total(({ unsized }) => unsized),
    names: impacts.flatMap(({ names }) => names),
    reached: impacts.flatMap(({ reached }) => reached),
    reachedTotal: total(({ reachedTotal }) => reachedTotal),
    isWhole: impacts.every(({ isWhole }) => isWhole),
  };
}
