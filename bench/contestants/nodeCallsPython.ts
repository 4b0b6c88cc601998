/**
 * node-calls-python: CPython as a library inside this very process.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Contestant } from "../contestant.ts";
import { runInCache } from "../install/cache.ts";
import { folderOf, npmPackages, requirePeer } from "../install/npm.ts";
import { pythonFolder } from "./interpreter.ts";

const name = "node-calls-python";

interface Library {
  readonly interpreter: {
    addImportPath(path: string): void;
    import(module: string): Promise<object>;
    call(object: object, fn: string, ...args: readonly unknown[]): Promise<unknown>;
    create(module: object, type: string, ...args: readonly unknown[]): Promise<object>;
  };
}

/** Its calls run on a thread; objects go when the garbage collector takes them. */
export const nodeCallsPython: Contestant = {
  id: name,
  name,
  role: "peer",
  isInProcess: true,
  startsOnce: true,
  can: ["sqrt", "cycle", "attributes", "value"],
  prepare: async () => {
    await npmPackages(name);
    if (!existsSync(join(folderOf(name), "build/Release"))) {
      await runInCache("npm", ["rebuild", name]);
    }
    // What crashes at its first call would take the bench with it.
    const trial = `require("${name}").interpreter.importSync("math")`;
    await runInCache(process.execPath, ["-e", trial]);
  },
  start: async () => {
    // SAFETY: the part of its interface that is used here.
    const { interpreter } = requirePeer(name) as Library;
    interpreter.addImportPath(pythonFolder);
    const math = await interpreter.import("math");
    const io = await interpreter.import("io");
    const workload = await interpreter.import("workload");
    return {
      sqrt: () => interpreter.call(math, "sqrt", 16),
      cycle: async () => {
        const text = await interpreter.create(io, "StringIO", "text");
        await interpreter.call(text, "read", 2);
        await interpreter.call(text, "__getattribute__", "closed");
      },
      attributes: async () => lengthOf(await interpreter.call(workload, "listing")),
      value: async (value) => lengthOf(await interpreter.call(workload, value)),
      end: () => Promise.resolve(),
    };
  },
};

function lengthOf(value: unknown): number {
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (!Array.isArray(value)) throw new TypeError("no list came");
  return value.length;
}
