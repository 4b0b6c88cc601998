/** What the host would send, in the shapes of the protocol; each test changes only what it is about. */
import type {
  ChildInfo,
  ChildPart,
  ChildrenResult,
  ObjectSummary,
} from "../../../src/protocol/inspection.js";
import type { PanelSession, PanelWorker } from "../../../src/protocol/panel.js";
import type { RefInfo, RefsChangedParams, SessionInfo } from "../../../src/protocol/sessions.js";
import type { Action } from "../../../webview/model/actions.js";
import { rowAt } from "../../../webview/model/outline.js";
import { reduce } from "../../../webview/model/reduce.js";
import type { RowContent } from "../../../webview/model/rowContent.js";
import { toOutline } from "../../../webview/model/rows.js";
import { initialState } from "../../../webview/model/state.js";
import type { PanelState } from "../../../webview/model/state.js";

export function summaryOf(change: Partial<ObjectSummary> = {}): ObjectSummary {
  return {
    typeName: "Pattern",
    qualifiedType: "re.Pattern",
    kind: "object",
    preview: [{ kind: "text", text: "re.compile('\\\\d+')" }],
    length: null,
    shape: null,
    dtype: null,
    sizeBytes: 64,
    hasChildren: true,
    ...change,
  };
}

export function refOf(id: string, change: Partial<RefInfo> = {}): RefInfo {
  return {
    ...summaryOf(),
    id,
    sessionId: "s",
    names: [id],
    pinned: false,
    ageSeconds: 1,
    remainingSeconds: 3600,
    ttlSeconds: 3600,
    origin: null,
    streamType: null,
    ...change,
  };
}

export function refsOf(count: number): readonly RefInfo[] {
  return Array.from({ length: count }, (_, index) => refOf(`r${index}`));
}

export function sessionOf(change: Partial<SessionInfo> = {}): SessionInfo {
  return {
    id: "s",
    label: "demo.py",
    tags: [],
    refCount: 0,
    ttlSeconds: { value: 3600, source: "default" },
    maxRefs: { value: 10_000, source: "default" },
    ageSeconds: 1,
    nextEviction: null,
    ...change,
  };
}

export function panelSessionOf(
  info: Partial<SessionInfo> = {},
  change: Partial<PanelSession> = {},
): PanelSession {
  return {
    workerId: "w",
    info: sessionOf(info),
    current: true,
    lost: false,
    lossReason: null,
    tombstones: [],
    ...change,
  };
}

export function workerOf(change: Partial<PanelWorker> = {}): PanelWorker {
  return {
    id: "w",
    pool: "main",
    state: "ready",
    pythonVersion: "3.11.7",
    memoryBytes: null,
    exit: null,
    ...change,
  };
}

export function hostState(
  sessions: readonly PanelSession[],
  workers: readonly PanelWorker[] = [workerOf()],
): Extract<Action, { kind: "state" }> {
  return { kind: "state", workers, sessions, notice: { kind: "none" } };
}

export function changeOf(change: Partial<RefsChangedParams>): Action {
  const params = { sessionId: "s", added: [], changed: [], removed: [], ...change };
  return { kind: "refsChanged", change: { session: sessionOf(), ...params } };
}

export function childOf(name: string, change: Partial<ChildInfo> = {}): ChildInfo {
  return {
    step: { attr: name },
    name,
    part: "attributes",
    summary: summaryOf(),
    lazyReason: null,
    cycleDepth: null,
    refId: null,
    error: null,
    ...change,
  };
}

/** Children as one window of one part; `parts` names the totals of the others. */
export function childrenOf(
  children: readonly ChildInfo[],
  change: Partial<ChildrenResult> & { readonly parts?: ChildrenResult["parts"] } = {},
): ChildrenResult {
  const part: ChildPart = change.part ?? "attributes";
  const total = change.total ?? children.length;
  return { part, start: 0, total, children, parts: [{ part, total }], ...change };
}

/** Plays actions one after the other, at time 0. */
export function play(actions: readonly Action[], from: PanelState = initialState): PanelState {
  return actions.reduce((state, action) => reduce(state, action, 0), from);
}

/** A session with `count` refs, all loaded, its node open. */
export function stateWithRefs(count: number): PanelState {
  return play([hostState([panelSessionOf({ refCount: count })]), loaded(refsOf(count))]);
}

/** The first answer to a request for refs. */
export function loaded(refs: readonly RefInfo[], total = refs.length, start = 0): Action {
  return { kind: "refsLoaded", sessionId: "s", generation: 0, result: { refs, total, start } };
}

export function rowsOf(state: PanelState): readonly RowContent[] {
  const outline = toOutline(state);
  return Array.from({ length: outline.rows }, (_, index) => rowAt(outline, index).content);
}

/** Rows in a form that reads well in an expectation: indented names with what they are. */
export function picture(state: PanelState): readonly string[] {
  const outline = toOutline(state);
  return Array.from({ length: outline.rows }, (_, index) => {
    const { level, content } = rowAt(outline, index);
    return `${"  ".repeat(level - 1)}${describe(content)}`;
  });
}

function describe(row: RowContent): string {
  switch (row.kind) {
    case "worker":
      return `worker ${row.worker.id}`;
    case "session":
      return `session ${row.session.info.id}${row.session.ended ? " (ended)" : ""}`;
    case "ref":
      return row.entry.info.names[0] ?? row.entry.info.typeName;
    case "tombstone":
      return `† ${row.grave.title}: ${row.grave.reason}`;
    case "child":
      return `.${row.child.name}`;
    case "group":
      return `[${row.part} ${row.total}]`;
    case "refGroup":
      return `[${row.name} ${row.total}]`;
    case "note":
      return `note ${row.text}`;
    case "pending":
      return "…";
    case "failure":
      return `! ${row.message}`;
  }
}
