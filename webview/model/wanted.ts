/**
 * What to ask the host for, given what is on screen: whole windows around rows that are missing or out of
 * date, and nothing that nobody sees. Pure; the loader asks and keeps track of what is under way.
 */
import { isFiltered, sharedGrouping } from "./arrangement.js";
import { failureOf, listOf } from "./objectParts.js";
import { rowAt } from "./outline.js";
import type { RowContent, Spot } from "./rowContent.js";
import type { Outline } from "./rows.js";
import { gapsIn, nothingKnown } from "./sparse.js";
import type { Span, Sparse } from "./sparse.js";
import type { PanelState } from "./state.js";

/** Rows of one request. */
const windowSize = 100;

/** One request to make. `id` is the same for the same question. */
export interface Wanted {
  readonly id: string;
  readonly source: Spot["source"];
  readonly generation: number;
  readonly start: number;
  readonly count: number;
}

export function wantedFor(state: PanelState, outline: Outline, visible: Span): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  const end = Math.min(visible.end, outline.rows);
  for (let index = Math.max(0, visible.start); index < end; index += 1) {
    const spot = spotToFill(rowAt(outline, index).content);
    const want = spot && toWanted(state, spot.source, spot.position);
    if (want) wanted.set(want.id, want);
  }
  for (const want of [wantedToReveal(state), ...wantedToCount(state)]) {
    if (want) wanted.set(want.id, want);
  }
  return [...wanted.values()];
}

function spotToFill(content: RowContent): Spot | undefined {
  const isFilled = content.kind === "pending" || content.kind === "ref" || content.kind === "child";
  return isFilled && !content.spot.isFresh ? content.spot : undefined;
}

/** The next window that may hold the ref to reveal; the newest first, as that is what one wants to see. */
function wantedToReveal(state: PanelState): Wanted | undefined {
  if (!state.revealing) return undefined;
  const { sessionId } = state.revealing;
  const list = state.refs.get(sessionId)?.live;
  const gap = list && gapsIn(list.fresh, { start: 0, end: list.total }).at(-1);
  return gap && toWanted(state, { kind: "refs", sessionId }, gap.end - 1);
}

/** How many refs pass a filter, and are in a group of all sessions, is told of every session, in view or not. */
function wantedToCount(state: PanelState): readonly (Wanted | undefined)[] {
  const { arrangement } = state;
  if (!isFiltered(arrangement) && sharedGrouping(arrangement) === null) return [];
  return state.sessions
    .filter(({ info, lost, ended }) => info.refCount > 0 && !lost && !ended)
    .filter(({ info }) => {
      const list = state.refs.get(info.id);
      return list?.answered !== list?.live.generation;
    })
    .map(({ info }) => toWanted(state, { kind: "refs", sessionId: info.id }, 0));
}

function toWanted(state: PanelState, source: Spot["source"], position: number): Wanted | undefined {
  const look = lookAt(state, source);
  if (look.failure !== null) return undefined;
  const first = position - (position % windowSize);
  const window = { start: first, end: first + windowSize };
  // A window that came in part is asked for from where it ended.
  const start = gapsIn(look.fresh, window)[0]?.start ?? first;
  const id = JSON.stringify([source, look.generation, start]);
  return { id, source, generation: look.generation, start, count: window.end - start };
}

interface Look {
  readonly generation: number;
  readonly failure: string | null;
  readonly fresh: Sparse<unknown>;
}

function lookAt(state: PanelState, source: Spot["source"]): Look {
  // Nothing may be known of what was open before the view was reloaded.
  if (source.kind === "refs") return state.refs.get(source.sessionId)?.live ?? firstLook;
  const parts = state.objects.get(source.key);
  if (!parts) return firstLook;
  const fresh = source.part === undefined ? nothingKnown : listOf(parts, source.part).fresh;
  return { generation: parts.generation, failure: failureOf(parts, source.part), fresh };
}

const firstLook: Look = { generation: 0, failure: null, fresh: nothingKnown };
