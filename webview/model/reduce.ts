/**
 * The reducer: state and what happened → the state after. Pure, so that every sequence of messages can
 * be played in a test; asking, timing and drawing happen elsewhere.
 */
import type { Action, ActionOf } from "./actions.js";
import {
  withAllClosed,
  withHostState,
  withRefsChanged,
  withReveal,
  withSessionEnded,
} from "./hostMessages.js";
import { withArrangement } from "./arrangement.js";
import { isLettingGo, withLettingGo } from "./lettingGo.js";
import type { LettingGo } from "./lettingGo.js";
import { isWithin } from "./nodeKeys.js";
import { lookAgainAt, newObjectParts, withChildren, withFailure } from "./objectParts.js";
import { withoutGraves, withRefs, withUpdate } from "./refLists.js";
import type { PanelState } from "./state.js";
import {
  mapValues,
  withMarks,
  withoutKeys,
  withRefList,
  withRefListChange,
} from "./stateUpdates.js";

/** `atMs` is now, on the clock of `performance.now()`. */
export function reduce(state: PanelState, action: Action, atMs: number): PanelState {
  if (isLettingGo(action)) return withLettingGo(state, action, atMs);
  switch (action.kind) {
    case "state":
      return withHostState(state, action);
    case "refsChanged":
      return withRefsChanged(state, action.change, atMs);
    case "reveal":
      return withReveal(state, action);
    case "collapseAll":
      return withAllClosed(state);
    case "refsLoaded":
    case "refsFailed":
    case "refUpdated":
    case "sessionReleased":
      return withRefAnswer(state, action, atMs);
    case "childrenLoaded":
    case "childrenFailed":
      return withChildrenAnswer(state, action);
    case "evaluated":
      return withEvaluation(state, action);
    default:
      return withGesture(state, action);
  }
}

type RefAnswer = ActionOf<"refsLoaded" | "refsFailed" | "refUpdated" | "sessionReleased">;

function withRefAnswer(state: PanelState, action: RefAnswer, atMs: number): PanelState {
  switch (action.kind) {
    case "refsLoaded": {
      const list = state.refs.get(action.sessionId);
      if (list?.live.generation !== action.generation) return state;
      return withRefListChange(state, action.sessionId, withRefs(list, action.result, atMs));
    }
    case "refsFailed":
      return withRefList(state, action.sessionId, (list) => ({
        ...list,
        live: { ...list.live, failure: action.message },
      }));
    case "refUpdated":
      return withRefList(state, action.info.sessionId, (list) =>
        withUpdate(list, action.info, atMs),
      );
    case "sessionReleased":
      return withSessionEnded(state, action.sessionId);
  }
}

function withChildrenAnswer(
  state: PanelState,
  action: ActionOf<"childrenLoaded" | "childrenFailed">,
): PanelState {
  const parts = state.objects.get(action.key) ?? newObjectParts(action.address);
  const objects = new Map(state.objects);
  if (action.kind === "childrenFailed") {
    return {
      ...state,
      objects: objects.set(action.key, withFailure(parts, action.part, action.message)),
    };
  }
  if (parts.generation !== action.generation) return state;
  const change = withChildren(parts, action.key, action.result);
  return withMarks({ ...state, objects: objects.set(action.key, change.parts) }, change.changed);
}

type Gesture = Exclude<
  Action,
  RefAnswer | ActionOf<"childrenLoaded" | "childrenFailed" | "evaluated"> | HostMessage | LettingGo
>;
type HostMessage = ActionOf<"state" | "refsChanged" | "reveal" | "collapseAll">;

function withGesture(state: PanelState, action: Gesture): PanelState {
  switch (action.kind) {
    case "expand":
      return withExpansion(state, action);
    case "focus":
      return state.focused === action.key ? state : { ...state, focused: action.key };
    case "arrange":
      return withArrangement(state, action.change);
    case "ask":
      return withAsking(state, action);
    case "goTo":
      return { ...state, revealing: { sessionId: action.sessionId, key: action.key } };
    case "confirm":
      return { ...state, confirming: action.key, confirmingImpact: null };
    case "dismiss":
      return withDismissed(state, action);
    case "forgetSession":
      return withoutSession(state, action.sessionId);
    case "failed":
      return withProblem(state, action);
    case "revealed":
      return { ...state, revealing: null };
    case "settled":
      return { ...state, flashing: withoutKeys(state.flashing, action.keys) };
    case "changeForgotten":
      return { ...state, changes: withoutKeys(state.changes, [action.key]) };
  }
}

/** What was evaluated anew is another object: what is known of the parts of the one before says nothing. */
function withEvaluation(state: PanelState, { key, evaluation }: ActionOf<"evaluated">): PanelState {
  if (evaluation === null) {
    return { ...state, evaluations: withoutKeys(state.evaluations, [key]) };
  }
  const evaluations = new Map(state.evaluations).set(key, evaluation);
  if (evaluation.status !== "value") return { ...state, evaluations };
  const objects = mapValues(state.objects, (parts, each) =>
    isWithin(key, each) ? lookAgainAt(parts) : parts,
  );
  return { ...state, evaluations, objects };
}

function withAsking(state: PanelState, { type, on }: ActionOf<"ask">): PanelState {
  const unasked = new Set(state.unasked);
  if (on) unasked.delete(type);
  else unasked.add(type);
  return { ...state, unasked };
}

/** What is opened again is looked at again: it may have changed while nobody looked. */
function withExpansion(state: PanelState, { key, on }: ActionOf<"expand">): PanelState {
  const expanded = new Map(state.expanded).set(key, on);
  const known = state.objects.get(key);
  if (!on || !known) return { ...state, expanded };
  return { ...state, expanded, objects: new Map(state.objects).set(key, lookAgainAt(known)) };
}

function withDismissed(state: PanelState, { sessionId, refIds }: ActionOf<"dismiss">): PanelState {
  const gone = new Set(refIds);
  const left = withRefList(state, sessionId, (list) => withoutGraves(list, gone));
  return { ...left, dismissed: new Set([...state.dismissed, ...refIds]) };
}

function withoutSession(state: PanelState, sessionId: string): PanelState {
  const refs = new Map(state.refs);
  refs.delete(sessionId);
  return { ...state, sessions: state.sessions.filter(({ info }) => info.id !== sessionId), refs };
}

function withProblem(state: PanelState, { key, message }: ActionOf<"failed">): PanelState {
  const problems =
    message === null
      ? withoutKeys(state.problems, [key])
      : new Map(state.problems).set(key, message);
  return { ...state, problems };
}
