/**
 * Pyodide: CPython compiled to WebAssembly, inside this very process, without the machine's packages.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Contestant, LargeValue, Tasks } from "../contestant.ts";
import { npmPackages, requirePeer } from "../install/npm.ts";
import { pythonFolder } from "./interpreter.ts";

interface Library {
  readonly loadPyodide: () => Promise<Pyodide>;
}
interface Pyodide {
  readonly FS: { writeFile(path: string, content: string): void };
  pyimport(module: "math"): { sqrt(x: number): number };
  pyimport(module: "io"): { StringIO(text: string): Text };
  pyimport(module: "workload"): Workload;
}
interface Text {
  readonly closed: boolean;
  read(length: number): string;
  destroy(): void;
}
interface Value {
  toJs(): ArrayLike<unknown>;
  destroy(): void;
}
interface Workload extends Record<LargeValue | "listing", () => Value> {
  numbers(count: number): Iterable<number> & { destroy(): void };
}

/** Its own Python, of another version than everyone else's. */
export const pyodide: Contestant = {
  id: "pyodide",
  name: "pyodide",
  role: "peer",
  isInProcess: true,
  can: ["sqrt", "cycle", "attributes", "value", "drain"],
  share: { value: 0.5, start: 0.2 },
  prepare: () => npmPackages("pyodide"),
  start: async () => {
    // SAFETY: the part of pyodide's interface that is used here.
    const { loadPyodide } = requirePeer("pyodide") as Library;
    const python = await loadPyodide();
    const source = await readFile(join(pythonFolder, "workload.py"), "utf8");
    python.FS.writeFile("workload.py", source);
    return { ...tasksOf(python), end: () => Promise.resolve() };
  },
};

function tasksOf(python: Pyodide): Omit<Tasks, "chain" | "hold" | "listing"> {
  const math = python.pyimport("math");
  const io = python.pyimport("io");
  const workload = python.pyimport("workload");
  const take = (value: Value): number => {
    const { length } = value.toJs();
    value.destroy();
    return length;
  };
  return {
    sqrt: () => Promise.resolve(math.sqrt(16)),
    cycle: () => {
      const text = io.StringIO("text");
      text.read(2);
      const { closed } = text;
      text.destroy();
      return Promise.resolve(closed);
    },
    attributes: () => Promise.resolve(take(workload.listing())),
    value: (name) => Promise.resolve(take(workload[name]())),
    drain: (count) => {
      const numbers = workload.numbers(count);
      let items = 0;
      for (const item of numbers) if (item === items) items += 1;
      numbers.destroy();
      return Promise.resolve(items);
    },
  };
}
