/**
 * The facts of an object in the short forms a person reads: `list [3]`, `ndarray (1000, 5) float64`,
 * `1.2 MB`, and one readable text of a preview. Pure.
 */
import type { ObjectSummary } from "../../src/protocol/inspection.js";
import { plainText } from "../model/differences.js";

/** The shape if it has one, else the length, with the element type: what stands after the type's name. */
export function extentOf({ shape, length, dtype }: ObjectSummary): string {
  const extent = shape
    ? `(${shape.join(", ")})`
    : length === null
      ? ""
      : `[${groupDigits(length)}]`;
  return [extent, dtype ?? ""].filter(Boolean).join(" ");
}

export function typeAndExtent(summary: ObjectSummary): string {
  return [summary.typeName, extentOf(summary)].filter(Boolean).join(" ");
}

/**
 * What an object showed before it changed, short: a long text is told from shortly before where the new one differs.
 * Where both read the same, their types and sizes tell them apart.
 */
export function textBefore(was: ObjectSummary, now: ObjectSummary): string {
  const before = plainText(was);
  const after = plainText(now);
  if (before === after || before === "") return typeAndExtent(was);
  const letters = Array.from(before);
  if (letters.length <= longestBefore) return before;
  const same = Array.from(after).findIndex((letter, index) => letter !== letters[index]);
  const first = Math.max(0, (same === -1 ? after.length : same) - lettersAhead);
  const told = letters.slice(first, first + longestBefore).join("");
  const isWhole = first + longestBefore >= letters.length;
  return `${first > 0 ? "…" : ""}${told}${isWhole ? "" : "…"}`;
}

const longestBefore = 40;
const lettersAhead = 8;

/** Decimal units, one digit while it says something. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1] ?? ""}`;
}

/** `10,000`: the same everywhere, as Python writes it with `:,`. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * Text that came out of a program may hold anything. On screen and when read aloud it is one line, in which nothing
 * hides and nothing turns what stands around it.
 */
export function toOneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}
