/**
 * Rows as tables: medians over rounds, their range, and how they compare with the first contestant.
 */
import { median } from "./measure.ts";
import type { Measured, Standing } from "./measure.ts";

/** Prints one row. */
export function printRow(row: Measured): void {
  const [first] = row.standings;
  if (!first) return;
  const base = middle(first);
  const unit = row.unit.per === "second" ? `${row.unit.of}/s` : `µs per ${row.unit.of}`;
  console.log(`\n${row.title} (${row.id}, ${unit}, median of ${first.rounds.length} rounds)`);
  for (const standing of row.standings) {
    const p50 = middle(standing);
    const values = standing.rounds.map((sample) => sample.p50);
    const range = [Math.min(...values), Math.max(...values)].map((value) => show(value, row));
    const p99 = median(standing.rounds.map((sample) => sample.p99));
    console.log(
      `  ${standing.name.padEnd(44)}${show(p50, row).padStart(12)}` +
        `   × ${(p50 / base).toFixed(2).padStart(6)}` +
        `   p99 ${show(p99, row).padStart(10)}   range ${range.join(" – ")}`,
    );
  }
}

/** A standing's median over rounds, in microseconds per unit. */
function middle({ rounds }: Standing): number {
  return median(rounds.map((sample) => sample.p50));
}

function show(microseconds: number, { unit }: Measured): string {
  if (unit.per === "second") return Math.round(1e6 / microseconds).toLocaleString("en");
  return microseconds >= 1000
    ? `${(microseconds / 1000).toFixed(2)} ms`
    : `${microseconds.toFixed(1)} µs`;
}
