/**
 * What is promised, held against what was measured. A goal is judged by its median.
 */
import type { Measured } from "../measure.ts";
import { digits, duration, times } from "./quantities.ts";
import { ratio, ratioIn, spreadOf, spreadOfStanding, standingIn } from "./spread.ts";
import type { Spread } from "./spread.ts";
import type { Table } from "./tables.ts";

interface Goal {
  readonly text: string;
  readonly row: string;
  readonly measure: (row: Measured) => Spread | undefined;
  readonly limit: { readonly atMost: number } | { readonly atLeast: number };
  readonly show: (spread: Spread) => string;
}

const self = "snakebridge";

/** The goals of all rows. */
const goals: readonly Goal[] = [
  atMost(1.5, "sequential", "raw-json", "A sequential call takes at most 1.5 × a raw JSON one"),
  atMost(1.25, "sequential", "raw-json", "… and is meant to take at most 1.25 ×"),
  {
    text: "… and at most 1.1 × one of the faster of pythonia and python-shell",
    row: "sequential",
    measure: besideTheFaster(["pythonia", "python-shell"]),
    limit: { atMost: 1.1 },
    show: times,
  },
  atLeast(3, "pipelined", "stock", "Calls issued at once: at least 3 × as many as the plain way"),
  {
    text: "A ref's life as one chain takes at most 0.45 × the awaited steps",
    row: "ref-cycle",
    measure: (row) => ratioIn(row, `${self}-chain`, self),
    limit: { atMost: 0.45 },
    show: times,
  },
  atLeast(6, "floats", "stock", "A million floats: at least 6 × as fast as plain JSON"),
  atLeast(8, "bytes", "stock", "10 MB of bytes: at least 8 × as fast as base64 in JSON"),
  atLeast(100, "generator", "stock", "Generator items: at least 100 × one request per item"),
  atMost(2.5, "cold-start", "python-alone", "A cold start takes at most 2.5 × Python alone"),
  bytesAtMost(600, "python-memory", "A live ref takes at most 600 B in Python"),
  bytesAtMost(800, "node-memory", "… and at most 800 B in Node"),
  {
    text: "A ref costs the same among 1,000 and 100,000, within 1.3 ×",
    row: "ref-cost",
    measure: growth,
    limit: { atMost: 1.3 },
    show: times,
  },
  slowestAtMost(120, "cached", "99 of 100 hovers over text that was read take at most 120 ms"),
  slowestAtMost(250, "live", "… and right after an edit at most 250 ms"),
  everyKindAtMost(
    150,
    "first-rows",
    "The first 100 rows of any container of a million, or a frame of ten, take at most 150 ms",
  ),
  everyKindAtMost(300, "last-rows", "… and the last 100 at most 300 ms"),
  everyKindAtMost(300, "sought-rows", "… and those gone to by index or key at most 300 ms"),
  atMost(
    1.5,
    "cluster-call",
    "dask-actor",
    "A call on a cluster takes at most 1.5 × a Dask actor's",
  ),
  everyKindAtMost(300, "cluster-listing", "100,000 refs on a cluster are listed in at most 300 ms"),
];

/** Every goal with what was measured and whether it is met. */
export function goalTable(rows: readonly Measured[]): Table {
  return [
    ["goal", "measured", ""],
    ...goals.map((goal) => {
      const row = rows.find(({ id }) => id === goal.row);
      const spread = row && goal.measure(row);
      if (!spread) return [goal.text, "–", "not measured"];
      return [goal.text, goal.show(spread), isMet(goal, spread) ? "met" : "**missed**"];
    }),
  ];
}

function isMet({ limit }: Goal, { middle }: Spread): boolean {
  return "atMost" in limit ? middle <= limit.atMost : middle >= limit.atLeast;
}

/** SnakeBridge's time is at most so many times the yardstick's. */
function atMost(limit: number, row: string, yardstick: string, text: string): Goal {
  const measure = (measured: Measured) => ratioIn(measured, self, yardstick);
  return { text, row, measure, limit: { atMost: limit }, show: times };
}

/** The yardstick's time is at least so many times SnakeBridge's. */
function atLeast(limit: number, row: string, yardstick: string, text: string): Goal {
  const measure = (measured: Measured) => ratioIn(measured, yardstick, self);
  return { text, row, measure, limit: { atLeast: limit }, show: times };
}

function bytesAtMost(limit: number, row: string, text: string): Goal {
  const measure = (measured: Measured) => {
    const standing = standingIn(measured, self);
    return standing && spreadOfStanding(standing);
  };
  const show = ({ middle, low, high }: Spread) =>
    `${digits(middle)} B (${digits(low)} – ${digits(high)})`;
  return { text, row, measure, limit: { atMost: limit }, show };
}

/** Promised of 95 in 100; what is measured of all rows, 99 in 100, is harder. */
function slowestAtMost(limitMs: number, lane: string, text: string): Goal {
  const measure = (row: Measured) => {
    const standing = standingIn(row, lane);
    return standing && spreadOf(standing.rounds.map(({ p50, p99 = p50 }) => p99));
  };
  const show = ({ middle, low, high }: Spread) =>
    `${duration(middle)} (${duration(low)} – ${duration(high)})`;
  return { text, row: "hover", measure, limit: { atMost: limitMs * 1_000 }, show };
}

/** The kind that takes longest. */
function everyKindAtMost(limitMs: number, row: string, text: string): Goal {
  const measure = ({ standings }: Measured) =>
    standings
      .map((standing) => spreadOf(standing.rounds.map(({ p50 }) => p50)))
      .toSorted((one, other) => other.middle - one.middle)[0];
  const show = ({ middle, low, high }: Spread) =>
    `${duration(middle)} (${duration(low)} – ${duration(high)})`;
  return { text, row, measure, limit: { atMost: limitMs * 1_000 }, show };
}

function besideTheFaster(others: readonly string[]): Goal["measure"] {
  return (row) =>
    others
      .flatMap((other) => ratioIn(row, self, other) ?? [])
      .toSorted((one, other) => other.middle - one.middle)[0];
}

/** The dearest of the larger sizes beside the smallest. */
function growth({ standings: [smallest, ...larger] }: Measured): Spread | undefined {
  return larger
    .flatMap((standing) => (smallest ? [ratio(standing, smallest)] : []))
    .toSorted((one, other) => other.middle - one.middle)[0];
}
