/**
 * Large answers: many attributes, many numbers, many bytes.
 */
import type { Contestant, LargeValue } from "../contestant.ts";
import { lanes, renamed } from "../lanes.ts";
import { latencies } from "../measure.ts";
import type { Lane, Row } from "../measure.ts";

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
      lanes: [
        ...listings(contestants, "attributes"),
        ...renamed(listings(contestants, "listing"), ({ id, name }) => ({
          id: `${id}-listing`,
          name: `${name}, the function that peers call`,
        })),
      ],
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

function listings(contestants: readonly Contestant[], task: "attributes" | "listing"): Lane[] {
  return lanes(contestants, task, (list, { times }) =>
    latencies(times(300), () => expecting(60, list())),
  );
}

/** A fast answer that is not the answer would win. */
async function expecting(length: number, came: Promise<number>): Promise<void> {
  if ((await came) !== length) throw new Error(`${await came} came instead of ${length}`);
}
