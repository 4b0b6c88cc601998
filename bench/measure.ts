/**
 * Measuring: samples of one contestant in one round, and what a row's rounds say together.
 */
import { collectGarbage } from "../test/support/garbage.ts";

/** What one round says of a lane: how much one unit of work took, in the row's own measure. */
export interface Sample {
  readonly p50: number;
  /** Where single operations were timed. */
  readonly p99?: number;
}

/** What a number is: microseconds per operation (shown as such or per second), or bytes. */
export interface Unit {
  readonly of: string;
  readonly per: "operation" | "second" | "byte";
}

/** One way of doing a row's work. */
export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly start: () => Promise<StartedLane>;
}

/** A lane at work. */
export interface StartedLane {
  /** Does its share of one round; less of it when quick. */
  readonly round: (quick: boolean) => Promise<Sample>;
  readonly end: () => Promise<void>;
}

/** One piece of work, done by several. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** What exactly is done. */
  readonly about: string;
  readonly unit: Unit;
  readonly lanes: readonly Lane[];
}

/** A lane's rounds. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly rounds: readonly Sample[];
}

/** A row with its numbers. */
export interface Measured extends Omit<Row, "lanes"> {
  readonly standings: readonly Standing[];
  /** Who failed, and how. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

/** For what hangs: no start and no round takes this long. */
const patienceMs = 120_000;

/** Runs `rounds` rounds of a row, each lane in turn, after one round that does not count. */
export async function measureRow(row: Row, rounds: number, quick: boolean): Promise<Measured> {
  const { lanes, ...work } = row;
  const entrants = lanes.map((lane) => new Entrant(lane));
  try {
    for (const entrant of entrants) await entrant.start();
    for (let round = 0; round < rounds; round += 1) {
      // Whoever comes first differs, so that nobody always follows the same one.
      for (let place = 0; place < entrants.length; place += 1) {
        await entrants[(round + place) % entrants.length]?.takeRound(quick);
      }
    }
  } finally {
    await Promise.all(entrants.map((entrant) => entrant.end()));
  }
  return {
    ...work,
    standings: entrants.flatMap((entrant) => (entrant.reason ? [] : [entrant.standing])),
    failures: entrants.flatMap(({ standing: { name }, reason }) =>
      reason ? [{ name, reason }] : [],
    ),
  };
}

/** A lane on its way through a row: the first failure ends its part, not the row. */
class Entrant {
  readonly #lane: Lane;
  readonly #rounds: Sample[] = [];
  #started: StartedLane | undefined;
  reason: string | undefined;

  constructor(lane: Lane) {
    this.#lane = lane;
  }

  get standing(): Standing {
    return { id: this.#lane.id, name: this.#lane.name, rounds: this.#rounds };
  }

  start(): Promise<void> {
    return this.#attempt(async () => {
      this.#started = await this.#lane.start();
      await this.#started.round(true);
    });
  }

  async takeRound(quick: boolean): Promise<void> {
    if (this.reason) return;
    // Nobody pays for what those before have left lying about.
    collectGarbage();
    await this.#attempt(async () => {
      const sample = await this.#started?.round(quick);
      if (sample) this.#rounds.push(sample);
    });
  }

  end(): Promise<void> {
    return this.#attempt(async () => this.#started?.end());
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await within(patienceMs, work());
    } catch (error) {
      this.reason ??= error instanceof Error ? error.message : String(error);
    }
  }
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no end after ${limitMs / 1000} s`)), limitMs);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long each of `count` calls of `work` took, one after the other. */
export async function latencies(count: number, work: () => Promise<unknown>): Promise<Sample> {
  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await work();
    times[index] = (performance.now() - start) * 1000;
  }
  times.sort();
  const p50 = quantile(times, 0.5);
  // Of fewer, the 99th percentile is but the slowest.
  return count < 100 ? { p50 } : { p50, p99: quantile(times, 0.99) };
}

/** How long one of `count` units took on average when `work` does all of them. */
export async function average(count: number, work: () => Promise<unknown>): Promise<Sample> {
  const start = performance.now();
  await work();
  return { p50: ((performance.now() - start) * 1000) / count };
}

/** The value below which the share `q` of sorted `values` lies. */
function quantile(values: Float64Array | readonly number[], q: number): number {
  return values[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN;
}

/** The middle of unsorted values. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
