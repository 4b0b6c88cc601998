/**
 * What rounds say together: a middle and how far they lie apart; and how two lanes compare, round by
 * round, so that what the machine did in a round weighs on both.
 */
import { median } from "../measure.ts";
import type { Measured, Sample, Standing } from "../measure.ts";

/** A median with its range. */
export interface Spread {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** The spread of some values. */
export function spreadOf(values: readonly number[]): Spread {
  return { middle: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** What a unit of work took in a lane. */
export function spreadOfStanding({ rounds }: Standing): Spread {
  return spreadOf(rounds.map(({ p50 }) => p50));
}

/** The lane of that id, if it was measured. */
export function standingIn({ standings }: Measured, id: string): Standing | undefined {
  return standings.find((standing) => standing.id === id);
}

/** How many times as long (or as much) as `yardstick` the lane `id` took. */
export function ratioIn(row: Measured, id: string, yardstick: string): Spread | undefined {
  const standing = standingIn(row, id);
  const other = standingIn(row, yardstick);
  return standing && other && ratio(standing, other);
}

/** How many times as long (or as much) the one took as the other. */
export function ratio(standing: Standing, yardstick: Standing): Spread {
  return spreadOf(
    pairs(standing.rounds, yardstick.rounds).map(([one, other]) => one.p50 / other.p50),
  );
}

function pairs(left: readonly Sample[], right: readonly Sample[]): [Sample, Sample][] {
  return left.flatMap((one, round) => {
    const other = right[round];
    return other ? [[one, other]] : [];
  });
}
