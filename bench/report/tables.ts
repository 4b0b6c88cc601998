/**
 * A row as a table of texts, for the terminal and for Markdown alike.
 */
import { median } from "../measure.ts";
import type { Measured, Standing } from "../measure.ts";
import { digits, quantity, range } from "./quantities.ts";
import { ratio, spreadOfStanding, standingIn } from "./spread.ts";

/** Lines of cells; the first line names the columns. */
export type Table = readonly (readonly string[])[];

/** Who took how long, and how many times as long as SnakeBridge. */
export function tableOf(row: Measured): Table {
  const first = standingIn(row, "snakebridge") ?? row.standings[0];
  const hasP99 = row.standings.some((standing) => p99Of(standing) !== undefined);
  const ratioTitle = row.unit.per === "byte" ? "memory, SnakeBridge = 1" : "time, SnakeBridge = 1";
  return [
    ["", "median", "range of the rounds", ...(hasP99 ? ["p99"] : []), ratioTitle],
    ...row.standings.map((standing) => {
      const spread = spreadOfStanding(standing);
      const p99 = p99Of(standing);
      return [
        standing.name,
        quantity(spread.middle, row.unit),
        range(spread, row.unit),
        ...(hasP99 ? [p99 === undefined ? "–" : quantity(p99, row.unit)] : []),
        first ? digits(ratio(standing, first).middle) : "",
      ];
    }),
  ];
}

/** Columns of the terminal. */
export function asText(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   ");
  return table.map((cells) => `  ${line(cells)}`.trimEnd()).join("\n");
}

/** A table of Markdown, its numbers to the right. */
export function asMarkdown([titles = [], ...lines]: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = titles.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(titles), line(rule), ...lines.map(line)].join("\n");
}

function p99Of({ rounds }: Standing): number | undefined {
  const values = rounds.flatMap(({ p99 }) => p99 ?? []);
  return values.length === 0 ? undefined : median(values);
}
