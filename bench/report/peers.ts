/**
 * SnakeBridge beside everything else that people use: how many times as long (or as much) each takes.
 */
import type { Contestant } from "../contestant.ts";
import type { Measured, Standing } from "../measure.ts";
import { digits } from "./quantities.ts";
import { ratio, standingIn } from "./spread.ts";
import type { Table } from "./tables.ts";

const self = "snakebridge";

/** What is part of another row is no contest. */
const parts: ReadonlySet<string> = new Set(["node-cpu", "python-cpu"]);

/** One line of work: a row, seen from one of SnakeBridge's ways of doing it. */
interface Work {
  readonly title: string;
  readonly own: Standing;
  readonly row: Measured;
}

/** Work by peer; below 1, in bold, is where the peer is ahead. */
export function peerTable(rows: readonly Measured[], peers: readonly Contestant[]): Table {
  return [
    ["SnakeBridge = 1", ...peers.map(({ name }) => name)],
    ...worksIn(rows, peers).map(({ title, own, row }) => [
      title,
      ...peers.map(({ id }) => {
        const standing = standingIn(row, id);
        if (!standing) return "–";
        const { middle } = ratio(standing, own);
        return middle < 1 ? `**${digits(middle)}**` : digits(middle);
      }),
    ]),
  ];
}

/** "pythonia: a call, one at a time (0.95)": where a peer is ahead. */
export function losses(rows: readonly Measured[], peers: readonly Contestant[]): string[] {
  return peers.flatMap(({ id, name }) => {
    const lost = worksIn(rows, peers).flatMap(({ title, own, row }) => {
      const standing = standingIn(row, id);
      if (!standing) return [];
      const { middle } = ratio(standing, own);
      return middle < 1 ? [`${title} (${digits(middle)})`] : [];
    });
    return lost.length === 0 ? [] : [`${name}: ${lost.join(", ")}`];
  });
}

function worksIn(rows: readonly Measured[], peers: readonly Contestant[]): Work[] {
  return rows
    .filter(({ id }) => !parts.has(id))
    .filter((row) => peers.some(({ id }) => standingIn(row, id)))
    .flatMap((row) =>
      row.standings
        .filter(({ id }) => id === self || id.startsWith(`${self}-`))
        .map((own) => ({
          title: own.id === self ? row.title : `… beside ${own.name}`,
          own,
          row,
        })),
    );
}
