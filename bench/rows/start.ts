/**
 * From nothing to the first result, in a Node that has loaded what it needs.
 */
import type { Contestant, Running } from "../contestant.ts";
import { pythonAlone } from "../contestants/pythonAlone.ts";
import { amounts } from "../lanes.ts";
import { latencies } from "../measure.ts";
import type { Lane, Row, Sample } from "../measure.ts";

export function startRows(contestants: readonly Contestant[]): Row[] {
  const starters = contestants.filter(({ startsOnce }) => !startsOnce);
  return [
    {
      id: "cold-start",
      title: "Cold start",
      about: "From nothing to the first result, in a Node that has loaded its modules",
      unit: { of: "start", per: "operation" },
      lanes: [pythonAlone, ...starters].map(startLane),
    },
  ];
}

function startLane(contestant: Contestant): Lane {
  return {
    id: contestant.id,
    name: contestant.name,
    start: () =>
      Promise.resolve({
        round: (quick) => startOften(contestant, amounts(contestant, "start", quick).times(5)),
        end: () => Promise.resolve(),
      }),
  };
}

/** Ends are not part of the start: they happen afterwards, all at once. */
async function startOften(contestant: Contestant, times: number): Promise<Sample> {
  const started: Running[] = [];
  try {
    return await latencies(times, async () => {
      const running = await contestant.start();
      started.push(running);
      await running.sqrt?.();
    });
  } finally {
    await Promise.all(started.map((running) => running.end()));
  }
}
