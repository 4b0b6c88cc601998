/**
 * What is judged: the library as anyone imports it.
 */
import { Ref, SnakeBridge, StreamRef } from "snakebridge";

import type { Contestant, Tasks } from "../contestant.ts";
import { inTurns } from "./plainObjects.ts";
import { python, pythonFolder } from "./interpreter.ts";

/** SnakeBridge with one worker and no limit on refs. */
export const snakeBridge: Contestant = {
  id: "snakebridge",
  name: "SnakeBridge",
  role: "self",
  can: ["sqrt", "cycle", "chain", "attributes", "listing", "value", "drain", "hold"],
  start: async () => {
    const bridge = await SnakeBridge.start({
      python,
      searchPaths: [pythonFolder],
      defaults: { maxRefs: 0 },
    });
    return {
      get pid() {
        return bridge.workers[0]?.pid ?? undefined;
      },
      ...tasksOf(bridge),
      end: () => bridge.dispose(),
    };
  },
};

function tasksOf(bridge: SnakeBridge): Tasks {
  let sixty: Promise<Ref> | undefined;
  let sessions = 0;
  return {
    sqrt: () => bridge.call("math", "sqrt", [16]),
    cycle: async () => {
      const text = toRef(await bridge.call("io", "StringIO", ["text"]));
      await text.method("read", [2]);
      await text.attr("closed");
      await text.release();
    },
    chain: () => {
      const text = bridge.call("io", "StringIO", ["text"]);
      return Promise.all([text.method("read", [2]), text.attr("closed"), text.release()]);
    },
    attributes: async () => {
      sixty ??= bridge.call("workload", "sixty").then(toRef);
      const { children } = await (await sixty).inspect({ part: "attributes" });
      return children.length;
    },
    listing: async () => (await bridge.call<readonly unknown[]>("workload", "listing")).length,
    value: async (name) => (await bridge.call<ArrayLike<unknown>>("workload", name)).length,
    drain: async (count) => {
      const stream = await bridge.call("workload", "numbers", [count]);
      if (!(stream instanceof StreamRef)) throw new TypeError("a generator gave no stream");
      let items = 0;
      for await (const item of stream) if (item === items) items += 1;
      return items;
    },
    hold: (count) => {
      sessions += 1;
      const session = `held-${sessions}`;
      return inTurns(count, () => bridge.call("builtins", "object", [], { session }));
    },
  };
}

function toRef(value: unknown): Ref {
  if (!(value instanceof Ref)) throw new TypeError("an object gave no ref");
  return value;
}
