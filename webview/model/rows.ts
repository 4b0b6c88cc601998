/**
 * State → the outline of visible rows: workers (when there is something to say about them), their
 * sessions, refs with tombstones in their places, and opened objects. Pure.
 */
import type { PanelWorker } from "../../src/protocol/panel.js";

import { isFiltered, sharedGrouping } from "./arrangement.js";
import { extraKey, sessionKey, workerKey } from "./nodeKeys.js";
import { sectionOf, toBlock } from "./outline.js";
import type { Block, Section } from "./outline.js";
import {
  graveSection,
  isInGroups,
  refSections,
  sharedGroupBlock,
  sharedGroups,
} from "./refRows.js";
import type { NoteRow, RefGroupRow, RowContent, SessionRow, WorkerRow } from "./rowContent.js";
import type { PanelState, SessionEntry } from "./state.js";

export type Outline = Block<RowContent>;

export function toOutline(state: PanelState): Outline {
  const bare = state.sessions.find(({ isBare }) => isBare === true);
  if (bare) return sessionBlock(state, bare);
  const isShared = sharedGrouping(state.arrangement) !== null;
  return isShared ? groupOutline(state) : sessionOutline(state);
}

/** Of sessions only those are rows of their own whose refs are in no group; of workers those with news. */
function groupOutline(state: PanelState): Outline {
  const workers = state.workers.filter(isNews);
  const others = state.sessions.filter(({ info }) => !isInGroups(state.refs.get(info.id)));
  return toBlock<RowContent>([
    sectionOf<RowContent, WorkerRow>(
      workers.map((worker) => workerRow(state, worker, false)),
      (row) => (row.expanded ? workerBlock(state, row, false) : undefined),
    ),
    sectionOf<RowContent, RefGroupRow>(sharedGroups(state), (row) =>
      row.expanded ? sharedGroupBlock(state, row) : undefined,
    ),
    sessionSection(state, others),
    graveSection(state),
  ]);
}

function sessionOutline(state: PanelState): Outline {
  const isGrouped = state.workers.length > 1 || state.workers.some(({ cluster }) => cluster);
  const workers = isGrouped ? state.workers : state.workers.filter(isNews);
  const placed = new Set(isGrouped ? workers.map(({ id }) => id) : []);
  const atTop = state.sessions.filter(({ workerId }) => !placed.has(workerId));
  const workerSection = sectionOf(
    workers.map((worker) => workerRow(state, worker, isGrouped)),
    (row) => (row.expanded ? workerBlock(state, row, isGrouped) : undefined),
  );
  return toBlock<RowContent>([workerSection, sessionSection(state, atTop)]);
}

function isNews({ state }: PanelWorker): boolean {
  return state === "starting" || state === "unresponsive" || state === "exited";
}

function workerRow(state: PanelState, worker: PanelWorker, isGrouped: boolean): WorkerRow {
  const key = workerKey(worker.id);
  const hasChildren = isGrouped || (worker.exit?.stderrTail.length ?? 0) > 0;
  const isOpen = state.expanded.get(key) ?? isGrouped;
  const expanded = hasChildren ? isOpen : null;
  return { kind: "worker", key, expanded, worker, isOneOfSeveral: isGrouped };
}

function workerBlock(state: PanelState, { worker, key }: WorkerRow, isGrouped: boolean): Outline {
  const sessions = state.sessions.filter(({ workerId }) => workerId === worker.id);
  const lines = worker.exit?.stderrTail ?? [];
  const notes = lines.map((text, line): NoteRow => {
    return { kind: "note", key: extraKey(key, line), expanded: null, text };
  });
  return toBlock<RowContent>([sectionOf(notes), sessionSection(state, isGrouped ? sessions : [])]);
}

function sessionSection(state: PanelState, sessions: readonly SessionEntry[]): Section<RowContent> {
  return sectionOf(
    sessions.map((session) => sessionRow(state, session)),
    (row) => (row.expanded ? sessionBlock(state, row.session) : undefined),
  );
}

function sessionRow(state: PanelState, session: SessionEntry): SessionRow {
  const key = sessionKey(session.info.id);
  const list = state.refs.get(session.info.id);
  const hasRows = !session.ended && list !== undefined && list.live.total + list.graves.length > 0;
  // What was found is there to see, unless the person closed it.
  const opensBy = isFiltered(state.arrangement) && list !== undefined && list.live.total > 0;
  const worker = state.workers.find(({ id }) => id === session.workerId);
  return {
    kind: "session",
    key,
    expanded: hasRows ? (state.expanded.get(key) ?? opensBy) : null,
    session,
    listed: isFiltered(state.arrangement) ? (list?.live.total ?? 0) : null,
    exitSummary: session.lost ? (session.lossReason ?? worker?.exit?.summary ?? null) : null,
  };
}

function sessionBlock(state: PanelState, session: SessionEntry): Block<RowContent> {
  const list = state.refs.get(session.info.id);
  return toBlock<RowContent>(list ? refSections(state, session, list) : []);
}
