/**
 * Every word the inspector says, in one place: texts of rows, names of buttons, and what a screen reader
 * reads for a row. Pure, so that each can be tested and, later, translated.
 */
import type {
  ChildPart,
  ObjectKind,
  ObjectSummary,
  Sought,
} from "../../src/protocol/inspection.js";
import type { EffectiveLimit, LimitSource } from "../../src/protocol/sessions.js";
import { plainText } from "../model/differences.js";
import { imageKey, reprKey } from "../model/nodeKeys.js";
import { titleOf, titleOfSession } from "../model/refLists.js";
import type {
  ChildRow,
  ObjectRow,
  RefGroupRow,
  RefRow,
  RowContent,
  SessionRow,
  WorkerRow,
} from "../model/rowContent.js";
import type { Evaluation, PanelState, Undo } from "../model/state.js";

import { extentOf, formatBytes, groupDigits, textBefore, toOneLine } from "./facts.js";
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

const indexHint = "Index, from the end if negative";
const keyHint = "Key: name, 42, (1, 'a')";

/** What to type to go to an item, by what has it. */
export const seekHints: Readonly<Partial<Record<ObjectKind, string>>> & { sequence: string } = {
  sequence: indexHint,
  array: indexHint,
  mapping: keyHint,
  table: keyHint,
  set: "Element: name, 42, (1, 'a')",
};

/** Why there is no such item among so many. */
export function notFoundText({ by, text }: Sought, total: number): string {
  if (by !== "index") return `No ${by} ${text} here`;
  if (!/^-?\d+$/.test(text)) return `${text} is no index: type a whole number`;
  const side = text.startsWith("-") ? "before the start" : "past the end";
  return `Index ${text} is ${side} (${countOf(total, "item")})`;
}

/** What was released and can be had back. */
export function undoText({ count }: Undo): string {
  return `Released ${countOf(count, "ref")}`;
}

function sessionTitle({ session }: SessionRow): string {
  return titleOfSession(session.info);
}

/** One of several is called by its id; the only one by its Python, or by how that ended. */
function workerTitle({ worker, isOneOfSeveral }: WorkerRow): string {
  return isOneOfSeveral ? worker.id : (worker.exit?.summary ?? pythonOf(worker));
}

export function workerDetail({ worker, isOneOfSeveral }: WorkerRow): string {
  const { exit, state } = worker;
  if (exit) return isOneOfSeveral ? exit.summary : "";
  const python = isOneOfSeveral ? pythonOf(worker) : "";
  return [clusterText(worker), python, workerStates[state], memoryText(worker)]
    .filter(Boolean)
    .join(", ");
}

function clusterText({ cluster }: WorkerRow["worker"]): string {
  return cluster === undefined ? "" : `Dask cluster at ${cluster}`;
}

function memoryText({ memoryBytes }: WorkerRow["worker"]): string {
  return memoryBytes === null ? "" : `${formatBytes(memoryBytes)} of memory`;
}

function pythonOf({ pythonVersion }: WorkerRow["worker"]): string {
  return pythonVersion === null ? "Python" : `Python ${pythonVersion}`;
}

/** The name a button or message calls the row by. */
export function nameOf(row: RowContent): string {
  return toOneLine(givenName(row));
}

function givenName(row: RowContent): string {
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
    case "refGroup":
      return refGroupName(row);
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
  return [...factsOf(row, state, nowMs), ...historyOf(row), ...usageOf(row, state)].join("\n");
}

function factsOf(row: RowContent, state: PanelState, nowMs: number): readonly string[] {
  const problem = state.problems.get(row.key) ?? "";
  const isGone = row.kind === "tombstone" || (row.kind === "session" && row.session.ended);
  // Heard first, so that nobody takes what is gone for what is there.
  const warning = isGone ? "gone" : "";
  return [warning, nameOf(row), ...detailsOf(row, state, nowMs), problem].filter(Boolean);
}

/** How much of what it may have a session has, and what its Python takes. */
function usageOf(row: RowContent, { workers }: PanelState): readonly string[] {
  if (row.kind !== "session" || row.session.ended || row.session.lost) return [];
  const worker = workers.find(({ id }) => id === row.session.workerId);
  const used = usedOf(row);
  const refs = used ? `${used.text} refs used` : "";
  const memory = worker ? [pythonOf(worker), memoryText(worker)].filter(Boolean).join(", ") : "";
  return [refs, memory].filter(Boolean);
}

/** How much of its refs a session has used, from 0 to 1; undefined without a limit. */
export function usedOf({ session: { info } }: SessionRow) {
  const { value } = info.maxRefs;
  if (value === 0) return undefined;
  const share = Math.min(1, info.refCount / value);
  const text = `${groupDigits(info.refCount)} of ${groupDigits(value)}`;
  return { share, text, isNearlyFull: share >= nearlyFull };
}

/** Where on a cluster a session lives, and how much of that worker's memory is in use; undefined on this machine. */
export function placeOf({ session: { info } }: SessionRow) {
  if (!info.place) return undefined;
  const { address, name: given = address, memoryBytes, memoryLimitBytes } = info.place;
  // Dask counts the workers of a cluster on one machine.
  const name = /^\d+$/.test(given) ? `worker ${given}` : given;
  const used = memoryBytes === null ? "" : formatBytes(memoryBytes);
  if (memoryBytes === null || !memoryLimitBytes) {
    return { name, address, memory: used, share: undefined, isNearlyFull: false };
  }
  const share = Math.min(1, memoryBytes / memoryLimitBytes);
  const memory = `${used} of ${formatBytes(memoryLimitBytes)}`;
  return { name, address, memory, share, isNearlyFull: share >= nearlyFull };
}

const nearlyFull = 0.9;

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
      return refDetails(row, state, nowMs);
    case "tombstone":
      return [row.grave.reason];
    case "child":
      return childDetails(row, state);
    case "group":
    case "refGroup":
      return [groupDigits(row.total)];
    default:
      return [];
  }
}

function sessionDetails(row: SessionRow): readonly string[] {
  const { session, exitSummary, listed } = row;
  const { info, current, lost, ended } = session;
  if (ended) return ["session ended"];
  if (lost) return ["lost", exitSummary ?? "its Python exited"];
  return [
    current ? "current session" : "",
    listed === null ? countOf(info.refCount, "ref") : `${refCountText(row)} refs`,
    info.tags.length > 0 ? `tags ${info.tags.join(" ")}` : "",
    limitText(info.ttlSeconds, "refs rest", (seconds) => inWords(seconds).spoken),
    limitText(info.maxRefs, "at most", (count) => countOf(count, "ref")),
    usedOf(row)?.isNearlyFull ? "nearly full" : "",
    placeText(row),
  ];
}

function placeText(row: SessionRow): string {
  const place = placeOf(row);
  if (!place) return "";
  const { name, address, memory, isNearlyFull } = place;
  const where = name === address ? `on ${address}` : `on ${name} at ${address}`;
  const warning = isNearlyFull ? ", memory nearly full" : "";
  return memory === "" ? where : `${where}, ${memory} of memory${warning}`;
}

/** `3 of 40` while a filter hides the others. */
export function refCountText({ session, listed }: SessionRow): string {
  const all = groupDigits(session.info.refCount);
  return listed === null ? all : `${groupDigits(listed)} of ${all}`;
}

/** Of a document, its file name. */
function refGroupName({ grouping, name }: RefGroupRow): string {
  if (grouping === "type") return name;
  return name === "" ? "made elsewhere" : decodedName(name);
}

function decodedName(uri: string): string {
  const last = uri.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || uri;
  } catch {
    // No encoded text: it is shown as it stands.
    return uri;
  }
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

function refDetails(row: RefRow, state: PanelState, nowMs: number): readonly string[] {
  const { entry, isNextToGo, sessionTitle } = row;
  const { info } = entry;
  const remaining = remainingOf(entry, nowMs);
  return [
    info.qualifiedType,
    extentOf(info),
    valueText(row, info, state),
    info.sizeBytes === null ? "" : formatBytes(info.sizeBytes),
    info.pinned ? "kept" : "",
    remaining ? (remaining.phase === "expired" ? "expired" : `expires in ${remaining.spoken}`) : "",
    isNextToGo ? "next to be evicted" : "",
    sessionTitle === null ? "" : `of ${sessionTitle}`,
  ];
}

function childDetails(row: ChildRow, state: PanelState): readonly string[] {
  const { child, sameAs } = row;
  const { summary, error, lazyReason, part } = child;
  if (error !== null) return [error];
  const isUnasked = summary === null && state.unasked.has(row.ownerType);
  const facts = summary
    ? [summary.qualifiedType, extentOf(summary), valueText(row, summary, state)]
    : [];
  return [
    ...facts,
    summary === null ? (lazyReason ?? "not evaluated") : "",
    evaluationText(state.evaluations.get(row.key)),
    isUnasked ? unaskedText : "",
    sameAs === null ? "" : "same object as a row above",
    part === "items" || part === "attributes" ? "" : partNames[part],
  ];
}

/** What stands for a row's value: image or `repr` where that was asked for, else the preview. An image says its own text. */
function valueText(row: ObjectRow, summary: ObjectSummary, state: PanelState): string {
  const image = state.evaluations.get(imageKey(row.key));
  if (image) return evaluationText(image);
  const repr = state.evaluations.get(reprKey(row.key));
  if (repr) return evaluationText(repr) || reprOf(repr);
  const change = state.changes.get(row.key);
  const now = plainText(summary);
  return change ? `was ${textBefore(change.was, summary)}, now ${now}` : now;
}

/** The name of the object's class, as far as it is known. */
export function typeNameOf(row: ObjectRow): string {
  const summary = row.kind === "ref" ? row.entry.info : row.child.summary;
  return summary ? toOneLine(summary.typeName) : "";
}

export const unaskedText = "not asked for this type";

/** The type whose code a row would run. */
export function askedType(row: ObjectRow): string {
  if (row.kind === "ref") return row.entry.info.qualifiedType;
  return row.child.lazyReason === null ? (row.child.summary?.qualifiedType ?? "") : row.ownerType;
}

/** What became of running code; nothing where the row shows the result itself. */
export function evaluationText(evaluation: Evaluation | undefined): string {
  switch (evaluation?.status) {
    case "running":
      return evaluation.isWaiting ? "waiting for Python, which is busy" : "evaluating";
    case "failed":
      return failureText(evaluation);
    default:
      return "";
  }
}

function failureText({ message, ended }: Extract<Evaluation, { status: "failed" }>): string {
  if (ended === "timeout") return "timed out";
  return ended === "interrupt" ? "interrupted" : message;
}

/** The text that `repr` gave, as much of it as a row or a voice can tell. */
export function reprOf(evaluation: Evaluation): string {
  if (evaluation.status !== "text") return "";
  const { text } = evaluation;
  return text.length <= longestRepr ? text : `${text.slice(0, longestRepr)}…`;
}

const longestRepr = 1_000;
