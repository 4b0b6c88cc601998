/**
 * What of the history outlives the window: sources, where they stand and how they ended. Values, output and errors do
 * not, as they may hold what nobody wants on a disk. Read with care: an older version may have written it.
 */
import type { Entry, EntryKind, EntryStatus } from "./entries.js";

/** As many of the newest are kept. */
export const mostKept = 200;

/** A longer source is pasted data. */
const longestSource = 10_000;

const kinds: readonly EntryKind[] = ["call", "get", "method", "attr", "run"];
const statuses: readonly EntryStatus[] = ["running", "done", "failed", "cancelled", "skipped"];

export function remember(entries: readonly Entry[]): readonly unknown[] {
  return entries
    .filter(({ program, source }) => Math.max(source.length, program?.length ?? 0) <= longestSource)
    .slice(-mostKept)
    .map(({ kind, source, program, names, bind, place, status, startedAt, durationMs }) => {
      return { kind, source, program, names, bind, place, status, startedAt, durationMs };
    });
}

/** Entries of an earlier window. Their Python is gone. */
export function recall(stored: unknown): readonly Entry[] {
  return Array.isArray(stored) ? stored.filter(isKept).map(toEntry) : [];
}

type Kept = Pick<
  Entry,
  "kind" | "source" | "program" | "names" | "bind" | "place" | "status" | "startedAt" | "durationMs"
>;

function toEntry(kept: Kept): Entry {
  // What still ran when the window went was never heard of again.
  const status = kept.status === "running" ? "cancelled" : kept.status;
  const gone = { sessionId: "", result: null, output: [], error: null, isLost: true };
  return { ...kept, ...gone, id: 0, status };
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value)) return false;
  const { kind, source, program, names, bind, place, status, startedAt, durationMs } = value;
  return (
    isOneOf(kinds, kind) &&
    isOneOf(statuses, status) &&
    typeof source === "string" &&
    isTextOrNull(program) &&
    isTextOrNull(bind) &&
    typeof startedAt === "number" &&
    (durationMs === null || typeof durationMs === "number") &&
    (place === null || isPlace(place)) &&
    isRecord(names) &&
    isTexts(names["reads"]) &&
    isTexts(names["binds"])
  );
}

function isPlace(value: unknown): boolean {
  if (!isRecord(value) || typeof value["uri"] !== "string") return false;
  const range = value["range"];
  return isRecord(range) && isPosition(range["start"]) && isPosition(range["end"]);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && [value["line"], value["character"]].every(Number.isSafeInteger);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === "string" && words.includes(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
