/**
 * Every word the inspector says, in one place: texts of rows, names of buttons, and what a screen reader
 * reads for a row. Pure, so that each can be tested and, later, translated.
 */
import type { ChildPart } from "../../src/protocol/inspection.js";
import type { EffectiveLimit, LimitSource } from "../../src/protocol/sessions.js";
import { plainText } from "../model/differences.js";
import { titleOf } from "../model/refLists.js";
import type { ChildRow, RefRow, RowContent, SessionRow, WorkerRow } from "../model/rowContent.js";
import type { Evaluation, PanelState } from "../model/state.js";

import { extentOf, formatBytes, groupDigits, toOneLine } from "./facts.js";
import { inWords, remainingOf } from "./remaining.js";

export const treeName = "Sessions and refs";

const partNames: Readonly<Record<ChildPart, string>> = {
  items: "items",
  attributes: "attributes",
  inherited: "inherited",
  functions: "functions",
  special: "special",
};

const sourceNames: Readonly<Record<LimitSource, string>> = {
  session: "set for this session",
  setting: "from the settings",
  environment: "from the environment",
  default: "the default",
};

const workerStates: Readonly<Record<WorkerRow["worker"]["state"], string>> = {
  starting: "starting",
  ready: "ready",
  busy: "running",
  unresponsive: "running, no response",
  exited: "exited",
};

export function countOf(count: number, word: string): string {
  return `${groupDigits(count)} ${word}${count === 1 ? "" : "s"}`;
}

function sessionTitle({ session }: SessionRow): string {
  return session.info.label ?? session.info.id;
}

/** An exited worker is called by how it ended. */
function workerTitle({ worker }: WorkerRow): string {
  return (
    worker.exit?.summary ?? (worker.pythonVersion ? `Python ${worker.pythonVersion}` : "Python")
  );
}

export function workerDetail({ worker }: WorkerRow): string {
  return worker.exit ? "" : workerStates[worker.state];
}

/** The name a button or message calls the row by. */
export function nameOf(row: RowContent): string {
  switch (row.kind) {
    case "worker":
      return workerTitle(row);
    case "session":
      return sessionTitle(row);
    case "ref":
      return titleOf(row.entry.info);
    case "tombstone":
      return row.grave.title;
    case "child":
      return row.child.name;
    case "group":
      return partNames[row.part];
    case "note":
      return row.text;
    case "pending":
      return "Loading";
    case "failure":
      return row.message;
  }
}

/** What a screen reader says for the row, in the order of its columns. */
export function rowLabel(row: RowContent, state: PanelState, nowMs: number): string {
  return factsOf(row, state, nowMs).map(toOneLine).join(", ");
}

/** What the pointer learns when it rests on a row: everything that a narrow view had to leave out. */
export function rowTooltip(row: RowContent, state: PanelState, nowMs: number): string {
  return [...factsOf(row, state, nowMs), ...historyOf(row)].join("\n");
}

function factsOf(row: RowContent, state: PanelState, nowMs: number): readonly string[] {
  const problem = state.problems.get(row.key) ?? "";
  const isGone = row.kind === "tombstone" || (row.kind === "session" && row.session.ended);
  // Heard first, so that nobody takes what is gone for what is there.
  const warning = isGone ? "gone" : "";
  return [warning, nameOf(row), ...detailsOf(row, state, nowMs), problem].filter(Boolean);
}

function historyOf(row: RowContent): readonly string[] {
  if (row.kind !== "ref") return [];
  const { names, origin } = row.entry.info;
  const aliases = names.length > 1 ? [`also bound as ${names.slice(1).join(", ")}`] : [];
  return origin ? [...aliases, `made by ${origin.expression}`] : aliases;
}

function detailsOf(row: RowContent, state: PanelState, nowMs: number): readonly string[] {
  switch (row.kind) {
    case "worker":
      return [workerDetail(row)];
    case "session":
      return sessionDetails(row);
    case "ref":
      return refDetails(row, nowMs);
    case "tombstone":
      return [row.grave.reason];
    case "child":
      return childDetails(row, state.evaluations.get(row.key));
    case "group":
      return [groupDigits(row.total)];
    default:
      return [];
  }
}

function sessionDetails({ session, exitSummary }: SessionRow): readonly string[] {
  const { info, current, lost, ended } = session;
  if (ended) return ["session ended"];
  if (lost) return ["lost", exitSummary ?? "its Python exited"];
  return [
    current ? "current session" : "",
    countOf(info.refCount, "ref"),
    info.tags.length > 0 ? `tags ${info.tags.join(" ")}` : "",
    limitText(info.ttlSeconds, "refs rest", (seconds) => inWords(seconds).spoken),
    limitText(info.maxRefs, "at most", (count) => countOf(count, "ref")),
  ];
}

/** The limits of a session in a few letters: `1h · 10,000 refs`. */
export function limitsText({ session: { info } }: SessionRow): string {
  const { ttlSeconds, maxRefs } = info;
  const rest = ttlSeconds.value > 0 ? inWords(ttlSeconds.value).short : "";
  const most = maxRefs.value > 0 ? `≤ ${groupDigits(maxRefs.value)}` : "";
  return [rest, most].filter(Boolean).join(" · ");
}

function limitText(
  { value, source }: EffectiveLimit,
  verb: string,
  format: (value: number) => string,
): string {
  return value === 0 ? "" : `${verb} ${format(value)} (${sourceNames[source]})`;
}

function refDetails({ entry, isNextToGo }: RefRow, nowMs: number): readonly string[] {
  const { info } = entry;
  const remaining = remainingOf(entry, nowMs);
  return [
    info.qualifiedType,
    extentOf(info),
    plainText(info),
    info.sizeBytes === null ? "" : formatBytes(info.sizeBytes),
    info.pinned ? "kept" : "",
    remaining ? (remaining.phase === "expired" ? "expired" : `expires in ${remaining.spoken}`) : "",
    isNextToGo ? "next to be evicted" : "",
  ];
}

function childDetails(
  { child, sameAs }: ChildRow,
  evaluation: Evaluation | undefined,
): readonly string[] {
  const { summary, error, lazyReason, part } = child;
  if (error !== null) return [error];
  const value = summary ?? (evaluation?.status === "value" ? evaluation.summary : null);
  const facts = value ? [value.qualifiedType, extentOf(value), plainText(value)] : [];
  return [
    ...facts,
    summary === null ? (lazyReason ?? "not evaluated") : "",
    evaluationText(evaluation),
    sameAs === null ? "" : "same object as a row above",
    part === "items" || part === "attributes" ? "" : partNames[part],
  ];
}

function evaluationText(evaluation: Evaluation | undefined): string {
  switch (evaluation?.status) {
    case "running":
      return "evaluating";
    case "failed":
      return evaluation.message;
    case "text":
      return evaluation.text;
    default:
      return "";
  }
}
