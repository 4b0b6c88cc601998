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

/** "pythonia: Ref cycle (0.95)": where a peer is ahead. */
export function losses(rows: readonly Measured[], peers: readonly Contestant[]): string[] {
  return peers.flatMap((peer) => {
    const lost = contestsOf(peer, rows).filter(({ middle }) => middle < 1);
    const list = lost.map(({ title, middle }) => `${title} (${digits(middle)})`);
    return lost.length === 0 ? [] : [`${peer.name}: ${list.join(", ")}`];
  });
}

/** The goal that no peer is ahead in anything but sequential calls, as a line of the table of goals. */
export function peerGoal(rows: readonly Measured[], peers: readonly Contestant[]): string[] {
  const others = rows.filter(({ id }) => id !== "sequential");
  const contests = peers.flatMap((peer) => contestsOf(peer, others));
  const won = contests.filter(({ middle }) => middle >= 1).length;
  return [
    "Peers in a process of their own are behind in everything but sequential calls",
    `${won} of ${contests.length}`,
    contests.length === 0 ? "not measured" : won === contests.length ? "met" : "**missed**",
  ];
}

function contestsOf(
  { id }: Contestant,
  rows: readonly Measured[],
): { readonly title: string; readonly middle: number }[] {
  return rows
    .filter((row) => !parts.has(row.id))
    .flatMap((row) => {
      const standing = standingIn(row, id);
      const own = standingIn(row, self);
      return standing && own ? [{ title: row.title, middle: ratio(standing, own).middle }] : [];
    });
}

function worksIn(rows: readonly Measured[], peers: readonly Contestant[]): Work[] {
  return rows
    .filter(({ id }) => !parts.has(id))
    .filter((row) => peers.some(({ id }) => standingIn(row, id)))
    .flatMap((row) =>
      row.standings
        .filter(({ id }) => id === self || id.startsWith(`${self}-`))
        .toSorted((one, other) => one.id.length - other.id.length)
        .map((own) => ({
          title: own.id === self ? row.title : `${row.title}, beside ${own.name}`,
          own,
          row,
        })),
    );
}
