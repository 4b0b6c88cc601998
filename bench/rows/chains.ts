/**
 * The life of a ref: create, method, attribute, release; awaited step by step, and as one chain.
 */
import type { Contestant } from "../contestant.ts";
import { lanes, renamed } from "../lanes.ts";
import { latencies } from "../measure.ts";
import type { Row } from "../measure.ts";

const cycles = 300;

export function chainRows(contestants: readonly Contestant[]): Row[] {
  const awaited = lanes(contestants, "cycle", (cycle, { times }) =>
    latencies(times(cycles), cycle),
  );
  const chained = lanes(contestants, "chain", (chain, { times }) =>
    latencies(times(cycles), chain),
  );
  return [
    {
      id: "ref-cycle",
      title: "Ref cycle",
      about: "Create a `StringIO`, call a method, read an attribute, release",
      unit: { of: "cycle", per: "operation" },
      lanes: [
        ...renamed(chained, ({ id, name }) => ({ id: `${id}-chain`, name: `${name}, one chain` })),
        ...awaited,
      ],
    },
  ];
}
