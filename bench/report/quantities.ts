/**
 * Numbers as people read them: three digits that count, and a unit.
 */
import type { Unit } from "../measure.ts";
import type { Spread } from "./spread.ts";

/** A row's number: "41.2 µs", "120,000 /s", "292 B". */
export function quantity(value: number, { per }: Unit): string {
  if (per === "byte") return `${digits(value)} B`;
  if (per === "second") return `${digits(1e6 / value)} /s`;
  return duration(value);
}

/** Microseconds in the unit that suits them. */
export function duration(microseconds: number): string {
  if (microseconds >= 999_500) return `${digits(microseconds / 1e6)} s`;
  if (microseconds >= 999.5) return `${digits(microseconds / 1e3)} ms`;
  return `${digits(microseconds)} µs`;
}

/** The lowest and the highest, in the order of the quantities they are shown as. */
export function range({ low, high }: Spread, unit: Unit): string {
  const ends = unit.per === "second" ? [high, low] : [low, high];
  return ends.map((end) => quantity(end, unit)).join(" – ");
}

/** "1.23 ×" with its range. */
export function times({ middle, low, high }: Spread): string {
  return `${digits(middle)} × (${digits(low)} – ${digits(high)})`;
}

/** Three digits that count; more where they stand before the point. */
export function digits(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(3)));
}
