/**
 * Calls that are cancelled at any moment of their life, before they are sent and after they are answered included:
 * who cancelled hears nothing but that or the right result, and what nobody got is freed.
 */
import { expect } from "vitest";

import { CancelledError, Ref, SnakeBridge } from "../../src/bridge/index.js";
import { Random, seed } from "./support/random.ts";
import { soak } from "../support/soak.ts";

const session = "races";

interface Round {
  readonly bridge: SnakeBridge;
  readonly number: number;
  readonly options: { readonly session: string; readonly signal: AbortSignal };
  /** Takes what is delivered, or will be, apart from the end. */
  readonly got: unknown[];
}

/** What a round does; what it gives, if it comes to its end, begins with its number or is a ref. */
const kinds: Readonly<Record<string, (round: Round) => PromiseLike<unknown>>> = {
  run: ({ bridge, number, options }) =>
    bridge.run(`[${number}, thing(), {'x': thing()}, kept]`, options),
  "long run": ({ bridge, number, options }) =>
    bridge.run(`for _ in range(3000): pass\n[${number}, thing()]`, options),
  sleep: ({ bridge, number, options }) =>
    bridge.run(`time.sleep(0.002)\n[${number}, thing()]`, options),
  call: ({ bridge, number, options }) => bridge.call("builtins", "list", [[number]], options),
  "call for a ref": ({ bridge, options }) =>
    bridge.call("builtins", "list", [[1]], { ...options, as: "ref" }),
  chain: ({ bridge, number, options }) =>
    bridge
      .call("re", "compile", [`(${number})`], options)
      .method("match", [String(number)])
      .attr("re"),
  callback: ({ bridge, number, options, got }) => {
    const make = () => {
      const thing = bridge.run("thing()", { session: options.session });
      got.push(thing);
      return thing;
    };
    return bridge.call("__main__", "call", [number, make], options);
  },
  stream: async ({ bridge, number, options, got }) => {
    for await (const item of bridge.stream("__main__", "stream", [], options)) {
      if (got.push(item) > 4) break;
    }
    return [number];
  },
};

const setting = `
import re, sys, time
class Thing:
    pass
def thing():
    return Thing()
kept = Thing()
main = sys.modules["__main__"]
main.stream = lambda: ([n, thing()] for n in range(50))
main.call = lambda number, host_function: [number, host_function()]
kept
`;

soak("cancelling at random moments", "cancelRaces", async ({ count, note }) => {
  const random = new Random(seed);
  await using bridge = await SnakeBridge.start();
  const kept = await bridge.run<Ref>(setting, { session });
  const lengthsMs = await lengths(bridge);
  const ends = { finished: 0, cancelled: 0 };
  for (let number = 1; number <= count; number += 1) {
    const kind = random.pick(Object.keys(kinds));
    const where = `seed ${seed}, round ${number}: ${kind}`;
    const controller = new AbortController();
    const round: Round = {
      bridge,
      number,
      options: { session, signal: controller.signal },
      got: [],
    };
    const begun = begin(kind, round);
    await after(random.fraction() * 1.2 * (lengthsMs.get(kind) ?? 1));
    controller.abort();
    const end = await bridge.settle(begun);
    ends[end.ok ? "finished" : "cancelled"] += 1;
    if (end.ok) await judgeResult(end.value, number, kept);
    else expect(end.error, where).toBeInstanceOf(CancelledError);
    // The next call is not disturbed by an interrupt that came late, nor answered by what is over. Its answer comes
    // after that of what was cancelled; what that made is released before the last call runs. Listing waits for nothing.
    expect(await bridge.run(`'after ${number}'`, { session }), where).toBe(`after ${number}`);
    for (const ref of refsIn(await Promise.allSettled(round.got))) await ref.release();
    expect(await bridge.run("'at rest'", { session }), where).toBe("at rest");
    const left = (await bridge.refs(session)).filter(({ id }) => id !== kept.id);
    expect(left, where).toEqual([]);
  }
  note(`${ends.cancelled} cancelled, ${ends.finished} finished first`);
});

function begin(kind: string, round: Round): Promise<unknown> {
  const start = kinds[kind];
  if (!start) throw new Error(`no kind ${kind}`);
  return Promise.resolve(start(round));
}

/** How long each kind takes when nobody cancels it, once it is warm. Leaves its refs to the session's end. */
async function lengths(bridge: SnakeBridge): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const options = { session: "warm-up", signal: new AbortController().signal };
  await bridge.run(setting, options);
  for (const kind of Object.keys(kinds)) {
    for (const number of [1, 2, 3]) {
      const start = performance.now();
      await begin(kind, { bridge, number, options, got: [] });
      found.set(kind, performance.now() - start);
    }
  }
  return found;
}

/** Waits so long to the fraction of a millisecond, letting everything else go on. */
async function after(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
}

/** A result that came in time is the round's own, and whole; its refs are used, then released. */
async function judgeResult(value: unknown, number: number, kept: Ref): Promise<void> {
  if (Array.isArray(value)) expect(value[0]).toBe(number);
  for (const ref of refsIn(value)) {
    if (ref.id === kept.id) continue;
    expect(await ref.method("__sizeof__")).toBeGreaterThan(0);
    await ref.release();
  }
}

function refsIn(value: unknown): readonly Ref[] {
  if (value instanceof Ref) return [value];
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(refsIn);
  return [];
}
