/**
 * Where a sequential call's time goes: what each side computes. The rest of its time is spent waking
 * the other side, which nobody who talks to another process can avoid.
 */
import { readFile, readdir } from "node:fs/promises";

import type { Contestant, Running } from "../contestant.ts";
import { amounts } from "../lanes.ts";
import type { Lane, Row } from "../measure.ts";

export function cpuRows(contestants: readonly Contestant[]): Row[] {
  const callers = contestants.filter(
    ({ can, isInProcess }) => can.includes("sqrt") && !isInProcess,
  );
  return [
    {
      id: "node-cpu",
      title: "Node's part of a sequential call",
      about: "Processor time of Node's process",
      unit: { of: "call", per: "operation" },
      lanes: callers.map((caller) => cpuLane(caller, nodeCpu)),
    },
    {
      id: "python-cpu",
      title: "Python's part of a sequential call",
      about: "Processor time of Python's process",
      unit: { of: "call", per: "operation" },
      lanes: callers.map((caller) => cpuLane(caller, pythonCpu)),
    },
  ];
}

/** `measure`: processor time used so far, in microseconds. */
function cpuLane(contestant: Contestant, measure: (of: Running) => Promise<number>): Lane {
  return {
    id: contestant.id,
    name: contestant.name,
    start: async () => {
      const running = await contestant.start();
      const { sqrt } = running;
      if (!sqrt) throw new TypeError(`${contestant.name} said it can do "sqrt"`);
      // Its Python may start with the first call.
      await sqrt();
      return {
        round: async (quick) => {
          const calls = amounts(contestant, "sqrt", quick).times(5_000);
          const before = await measure(running);
          for (let call = 0; call < calls; call += 1) await sqrt();
          return { p50: ((await measure(running)) - before) / calls };
        },
        end: running.end,
      };
    },
  };
}

function nodeCpu(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve(user + system);
}

/** Of all its threads, in the scheduler's own nanoseconds. */
async function pythonCpu({ pid }: Running): Promise<number> {
  if (pid === undefined) throw new Error("its Python is not a child of this process");
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const thread of await readdir(tasks)) {
    const [ran] = (await readFile(`${tasks}/${thread}/schedstat`, "utf8")).split(" ");
    nanoseconds += Number(ran);
  }
  return nanoseconds / 1000;
}
