/**
 * What refs cost: memory on both sides while they live, and time to make them as they get more.
 */
import { readFile } from "node:fs/promises";

import { collectGarbage } from "../../test/support/garbage.ts";
import type { Contestant, Running } from "../contestant.ts";
import { amounts } from "../lanes.ts";
import { average, median } from "../measure.ts";
import type { Lane, Row, Sample } from "../measure.ts";

const many = 100_000;
const sizes = [1_000, 10_000, many];

type Hold = NonNullable<Running["hold"]>;

export function refRows(contestants: readonly Contestant[]): Row[] {
  const holders = contestants.filter(({ can }) => can.includes("hold"));
  return [
    {
      id: "python-memory",
      title: "Python memory per ref",
      about: "Resident memory with 100,000 live refs, the objects themselves included",
      unit: { of: "ref", per: "byte" },
      lanes: holders.map((holder) => memoryLane(holder, residentBytes)),
    },
    {
      id: "node-memory",
      title: "Node memory per ref",
      about: "Heap after collecting garbage, with 100,000 live refs",
      unit: { of: "ref", per: "byte" },
      lanes: holders.map((holder) => memoryLane(holder, heapBytes)),
    },
    {
      id: "ref-cost",
      title: "Cost of a ref",
      about: "Creating refs in a fresh session, a thousand issued at once",
      unit: { of: "ref", per: "operation" },
      lanes: holders
        .filter(({ role }) => role === "self")
        .flatMap((holder) => sizes.map((size) => costLane(holder, size))),
    },
  ];
}

/** A Python of its own for every round: memory once used stays with a process. */
function afresh(
  contestant: Contestant,
  round: (hold: Hold, running: Running, quick: boolean) => Promise<Sample>,
): Lane["start"] {
  return () =>
    Promise.resolve({
      round: async (quick) => {
        const running = await contestant.start();
        try {
          const { hold } = running;
          if (!hold) throw new TypeError(`${contestant.name} said it can do "hold"`);
          await hold(1_000);
          return await round(hold, running, quick);
        } finally {
          await running.end();
        }
      },
      end: () => Promise.resolve(),
    });
}

function memoryLane(contestant: Contestant, measure: (of: Running) => Promise<number>): Lane {
  return {
    id: contestant.id,
    name: contestant.name,
    start: afresh(contestant, async (hold, running) => {
      const count = amounts(contestant, "hold", false).size(many);
      const before = await measure(running);
      const held = await hold(count);
      const after = await measure(running);
      // Read after measuring, so that nothing is collected before.
      if (!Array.isArray(held) || held.length !== count) throw new Error("not all refs were made");
      return { p50: (after - before) / count };
    }),
  };
}

async function residentBytes({ pid }: Running): Promise<number> {
  if (pid === undefined) throw new Error("its Python has no process of its own");
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

function heapBytes(): Promise<number> {
  collectGarbage();
  return Promise.resolve(process.memoryUsage().heapUsed);
}

function costLane(contestant: Contestant, size: number): Lane {
  const count = size.toLocaleString("en");
  return {
    id: `${contestant.id}-${size}`,
    name: `${contestant.name}, up to ${count} live refs`,
    start: afresh(contestant, async (hold, _running, quick) => {
      // The same amount of work for each size, but for the largest.
      const repeats = Math.max(1, (quick ? 2_000 : 20_000) / size);
      const samples: number[] = [];
      // What is dropped would be released meanwhile, at the cost of the next.
      const held: unknown[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const { p50 } = await average(size, async () => held.push(await hold(size)));
        samples.push(p50);
      }
      return { p50: median(samples) };
    }),
  };
}
