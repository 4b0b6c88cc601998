/**
 * Measuring: samples of one contestant in one round, and what a row's rounds say together.
 */

/** What is measured of a contestant in one round: how long one unit of work took, in microseconds. */
export interface Sample {
  readonly p50: number;
  readonly p99: number;
}

/** One who does a row's work. Made anew for every row. */
export interface Contestant {
  readonly name: string;
  /** Does its share of one round; fewer repetitions when quick. */
  round(quick: boolean): Promise<Sample>;
  end(): Promise<void>;
}

/** One piece of work, done by several. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** What a number is: microseconds per…, or how many of it a second. */
  readonly unit: { readonly of: string; readonly per: "operation" | "second" };
  /** The first one is what the others are compared with. */
  readonly contestants: readonly (() => Promise<Contestant>)[];
}

/** A contestant's rounds of a row. */
export interface Standing {
  readonly name: string;
  readonly rounds: readonly Sample[];
}

/** A row with its numbers. */
export interface Measured extends Omit<Row, "contestants"> {
  readonly standings: readonly Standing[];
}

/** Runs `rounds` rounds of a row, each contestant in turn, after one round that does not count. */
export async function measureRow(row: Row, rounds: number, quick: boolean): Promise<Measured> {
  const { contestants: makers, ...about } = row;
  const contestants: Contestant[] = [];
  try {
    for (const make of makers) contestants.push(await make());
    for (const contestant of contestants) await contestant.round(true);
    const samples = contestants.map((): Sample[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, contestant] of contestants.entries()) {
        samples[index]?.push(await contestant.round(quick));
      }
    }
    const standings = contestants.map(({ name }, index) => ({
      name,
      rounds: samples[index] ?? [],
    }));
    return { ...about, standings };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()));
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
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** How long one of `count` units took on average when `work` does all of them. */
export async function average(count: number, work: () => Promise<unknown>): Promise<Sample> {
  const start = performance.now();
  await work();
  const each = ((performance.now() - start) * 1000) / count;
  return { p50: each, p99: each };
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
