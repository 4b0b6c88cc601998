/**
 * pythonia (JSPyBridge): Python objects as JavaScript proxies over a process of their own. It has no
 * way to release an object but the garbage collector's, so its ref cycle ends before that.
 */
import type { Contestant, LargeValue, Tasks } from "../contestant.ts";
import { folderOf, npmPackages, requirePeer } from "../install/npm.ts";
import { python, pythonEnvironment } from "./interpreter.ts";
import { inTurns } from "./plainObjects.ts";

interface Pythonia {
  readonly python: {
    (module: "math"): Promise<{ sqrt(x: number): Promise<number> }>;
    (module: "io"): Promise<{ StringIO(text: string): Promise<Text> }>;
    (module: "builtins"): Promise<{ object(): Promise<object> }>;
    (module: "workload"): Promise<Workload>;
    setFastMode(fast: boolean): Promise<void>;
    exit(): void;
  };
  readonly com: { readonly proc: { readonly pid?: number } };
}
interface Text {
  read(length: number): Promise<string>;
  readonly closed: Promise<boolean>;
}
interface List {
  valueOf(): Promise<unknown[]>;
}
interface Workload extends Record<Exclude<LargeValue, "blob"> | "listing", () => Promise<List>> {
  blob_text(): Promise<string>;
  numbers(count: number): Promise<AsyncIterable<number>>;
}

/** In its fast mode, which sends no text of every object along. */
export const pythonia: Contestant = {
  id: "pythonia",
  name: "pythonia",
  role: "peer",
  can: ["sqrt", "cycle", "attributes", "value", "drain", "hold"],
  share: { value: 0.5, drain: 0.02, hold: 0.2 },
  prepare: () => npmPackages("pythonia"),
  start: async () => {
    const library = freshLibrary();
    await library.python.setFastMode(true);
    return {
      pid: library.com.proc.pid,
      ...(await tasksOf(library)),
      end: () => {
        library.python.exit();
        return Promise.resolve();
      },
    };
  },
};

/** It starts its one Python when it is loaded: for another one it is loaded again. */
function freshLibrary(): Pythonia {
  const folder = folderOf("pythonia");
  for (const file of Object.keys(requirePeer.cache)) {
    if (file.startsWith(folder)) Reflect.deleteProperty(requirePeer.cache, file);
  }
  const environment = { ...process.env };
  Object.assign(process.env, pythonEnvironment(), { PYTHON_BIN: python });
  try {
    // SAFETY: the part of pythonia's interface that is used here.
    return requirePeer("pythonia") as Pythonia;
  } finally {
    process.env = environment;
  }
}

async function tasksOf(library: Pythonia): Promise<Omit<Tasks, "chain" | "listing">> {
  const math = await library.python("math");
  const io = await library.python("io");
  const builtins = await library.python("builtins");
  const workload = await library.python("workload");
  return {
    sqrt: () => math.sqrt(16),
    cycle: async () => {
      const text = await io.StringIO("text");
      await text.read(2);
      await text.closed;
    },
    attributes: async () => (await (await workload.listing()).valueOf()).length,
    value: async (name) => {
      if (name !== "blob") return (await (await workload[name]()).valueOf()).length;
      return Buffer.from(await workload.blob_text(), "base64").length;
    },
    drain: async (count) => {
      let items = 0;
      for await (const item of await workload.numbers(count)) if (item === items) items += 1;
      return items;
    },
    hold: (count) => inTurns(count, () => builtins.object()),
  };
}
