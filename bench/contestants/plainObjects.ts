/**
 * The tasks over plain requests, as `bench/python/plain_objects.py` answers them: for contestants
 * that differ only in what carries a request.
 */
import type { Task, Tasks } from "../contestant.ts";

/** Carries one request to Python and its result back. */
export type Carry = (method: string, params: object) => Promise<unknown>;

/** What `plainTasks` can do for those who have no refs of their own. */
export const plainAbilities: readonly Task[] = ["sqrt", "cycle", "attributes", "value", "drain"];

/** All tasks, step by step. */
export function plainTasks(carry: Carry): Omit<Tasks, "chain" | "listing"> {
  const call = (module: string, name: string, args: readonly unknown[] = []) =>
    carry("call", { module, function: name, args });
  return {
    sqrt: () => call("math", "sqrt", [16]),
    cycle: async () => {
      const ref = refOf(await call("io", "StringIO", ["text"]));
      await carry("method", { ref, name: "read", args: [2] });
      await carry("attr", { ref, name: "closed" });
      await carry("release", { ref });
    },
    attributes: async () => lengthOf(await call("workload", "listing")),
    value: async (name) => lengthOf(await call("workload", name)),
    drain: async (count) => {
      const ref = refOf(await call("workload", "numbers", [count]));
      let items = 0;
      while ((await carry("next", { ref })) !== null) items += 1;
      return items;
    },
    hold: (count) => inTurns(count, () => call("builtins", "object")),
  };
}

/** Does `work` `count` times, a thousand at a time. */
export async function inTurns<T>(count: number, work: () => PromiseLike<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < count) {
    const turn = Math.min(1000, count - results.length);
    results.push(...(await Promise.all(Array.from({ length: turn }, work))));
  }
  return results;
}

function refOf(result: unknown): string {
  if (!isRecord(result) || typeof result["ref"] !== "string") throw new TypeError("no ref came");
  return result["ref"];
}

function lengthOf(result: unknown): number {
  if (Array.isArray(result)) return result.length;
  if (!isRecord(result) || typeof result["base64"] !== "string") throw new TypeError("no value");
  return Buffer.from(result["base64"], "base64").length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
