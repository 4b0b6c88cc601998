/**
 * A generator's items, as `for await` or what stands for it.
 */
import type { Contestant } from "../contestant.ts";
import { lanes } from "../lanes.ts";
import { average } from "../measure.ts";
import type { Row } from "../measure.ts";

export function streamRows(contestants: readonly Contestant[]): Row[] {
  return [
    {
      id: "generator",
      title: "Generator items",
      about: "`for await` over a generator of ints, or what stands for it",
      unit: { of: "items", per: "second" },
      lanes: lanes(contestants, "drain", (drain, { size }) => {
        const items = size(100_000);
        return average(items, async () => {
          const came = await drain(items);
          if (came !== items) throw new Error(`${came} items of ${items} came`);
        });
      }),
    },
  ];
}
