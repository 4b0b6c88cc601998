/**
 * Plain calls: one at a time, and ten thousand at once.
 */
import type { Contestant } from "../contestant.ts";
import { lanes } from "../lanes.ts";
import { average, latencies } from "../measure.ts";
import type { Row } from "../measure.ts";

export function callRows(contestants: readonly Contestant[]): Row[] {
  return [
    {
      id: "sequential",
      title: "Sequential call",
      about: "`math.sqrt(16)`, one at a time",
      unit: { of: "call", per: "operation" },
      lanes: lanes(contestants, "sqrt", (sqrt, { times }) => latencies(times(2000), sqrt)),
    },
    {
      id: "pipelined",
      title: "10,000 calls at once",
      about: "The same, issued without waiting",
      unit: { of: "calls", per: "second" },
      lanes: lanes(contestants, "sqrt", (sqrt, { size }) => {
        const count = size(10_000);
        return average(count, () => Promise.all(Array.from({ length: count }, sqrt)));
      }),
    },
  ];
}
