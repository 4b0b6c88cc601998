/**
 * Large answers: many attributes, many numbers, many bytes.
 */
import type { Contestant, LargeValue } from "../contestant.ts";
import { lanes } from "../lanes.ts";
import { latencies } from "../measure.ts";
import type { Row } from "../measure.ts";

interface Large {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly value: LargeValue;
  readonly length: number;
  readonly usual: number;
}

const larges: readonly Large[] = [
  {
    id: "ints",
    title: "100,000 ints",
    about: "A list as the result of a call",
    value: "ints",
    length: 100_000,
    usual: 10,
  },
  {
    id: "floats",
    title: "1,000,000 floats",
    about: "A list of floats with all their digits as the result of a call",
    value: "floats",
    length: 1_000_000,
    usual: 2,
  },
  {
    id: "bytes",
    title: "10 MB of bytes",
    about: "`bytes` as the result of a call",
    value: "blob",
    length: 10_240_000,
    usual: 5,
  },
];

export function bulkRows(contestants: readonly Contestant[]): Row[] {
  return [
    {
      id: "attributes",
      title: "60 attributes",
      about: "Names, types and previews of an object's attributes",
      unit: { of: "listing", per: "operation" },
      lanes: lanes(contestants, "attributes", (list, { times }) =>
        latencies(times(300), () => expecting(60, list())),
      ),
    },
    ...larges.map(({ value, length, usual, ...row }): Row => ({
      ...row,
      unit: { of: "answer", per: "operation" },
      lanes: lanes(contestants, "value", (get, { times }) =>
        latencies(times(usual), () => expecting(length, get(value))),
      ),
    })),
  ];
}

/** A fast answer that is not the answer would win. */
async function expecting(length: number, came: Promise<number>): Promise<void> {
  if ((await came) !== length) throw new Error(`${await came} came instead of ${length}`);
}
