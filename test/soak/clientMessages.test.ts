/**
 * Whatever a worker says, the client lives on: every call ends, nothing is thrown where nobody catches it, and no
 * prototype gets what came over the pipe. The worker is one that lies.
 */
import { join } from "node:path";

import { expect } from "vitest";

import { Ref, SnakeBridge, SnakeBridgeError, StreamRef } from "../../src/bridge/index.js";
import { repository } from "../support/sources.js";
import { Random, seed } from "./support/random.ts";
import { soak } from "../support/soak.ts";

const peer = join(repository, "test", "soak", "support", "hostilePeer.ts");
const messagesPerRequest = 25;
const callsInFlight = 8;
const messagesPerLife = 50_000;
const patienceMs = 20_000;

/** What the prototypes hold that everything else inherits. */
function prototypes(): unknown[] {
  return [Object, Array, Function, String, Number, Promise, Map, Set].map(({ prototype }) => [
    Reflect.ownKeys(prototype),
    Reflect.ownKeys(prototype.constructor),
  ]);
}

soak("hostile messages to the client", "clientMessages", async ({ count, note }) => {
  const before = prototypes();
  const random = new Random(seed);
  const ends = new Map<string, number>();
  let lives = 0;
  for (let heard = 0; heard < count; heard += messagesPerLife, lives += 1) {
    const requests = Math.ceil(Math.min(messagesPerLife, count - heard) / messagesPerRequest);
    await using bridge = await SnakeBridge.start({
      python: peer,
      env: { HOSTILE_SEED: String(seed + lives), HOSTILE_MESSAGES: String(messagesPerRequest) },
    });
    bridge.onDidChangeRefs(() => undefined);
    const exits: unknown[] = [];
    bridge.onDidExitWorker((exit) => exits.push(exit));
    const user = new User(bridge, random);
    let started = 0;
    const useOnAndOn = async () => {
      while (started < requests) {
        started += 1;
        const end = await inTime(user.useOnce());
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: callsInFlight }, useOnAndOn));
    expect(exits).toEqual([]);
  }
  expect(prototypes()).toEqual(before);
  expect("polluted" in {}).toBe(false);
  const told = [...ends].map(([end, times]) => `${times} ${end}`).sort();
  note(`${lives} connections; calls that ended with ${told.join(", ")}`);
});

/** How a use of the library ended; rejects if it does not end. */
async function inTime(use: Promise<unknown>): Promise<string> {
  let late: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error("a call never ended")), patienceMs);
  });
  const end = use.then(
    () => "a result",
    (error: unknown) => {
      if (error instanceof SnakeBridgeError) return error.name;
      throw error;
    },
  );
  return Promise.race([end, never]).finally(() => clearTimeout(late));
}

/** Uses every part of the library, on whatever it gets. */
class User {
  readonly #bridge: SnakeBridge;
  readonly #random: Random;
  #refs: Ref[] = [];

  constructor(bridge: SnakeBridge, random: Random) {
    this.#bridge = bridge;
    this.#random = random;
  }

  useOnce(): Promise<unknown> {
    const bridge = this.#bridge;
    const session = this.#random.pick(["s", "t"]);
    const ref = this.#random.pick([...this.#refs, undefined, undefined]);
    const uses: (() => PromiseLike<unknown>)[] = [
      () => this.#keep(bridge.call("m", "f", [1, () => 1, [ref ?? 2]], { session })),
      () => this.#keep(bridge.call("m", "f", [], { session }).method("g").attr("h")),
      () => this.#keep(bridge.run("x", { session, onOutput: () => undefined })),
      () => bridge.sessions(),
      () => bridge.refs(session),
      () => bridge.search("x", { session }),
      () => bridge.interrupt(session),
      () => bridge.openSession(session, { maxRefs: 100 }),
      () => bridge.releaseSession("u"),
    ];
    if (ref) {
      uses.push(
        () => this.#keep(ref.method("g", [ref])),
        () => this.#keep(ref.attr("a")),
        () => ref.setAttr("a", { b: ref }),
        () => ref.inspect(),
        () => bridge.evaluate(ref, [{ attr: "a" }]),
        () => bridge.extend(ref, 5),
        () => bridge.withPython(ref, (value) => value),
        () => ref.release(),
        () => (ref instanceof StreamRef ? drain(ref) : drain(bridge.stream("m", "f", [ref]))),
      );
    }
    return Promise.resolve(this.#random.pick(uses)());
  }

  async #keep(call: PromiseLike<unknown>): Promise<void> {
    const value = await call;
    if (value instanceof Ref) this.#refs = [...this.#refs, value].slice(-10);
  }
}

/** Takes some items and leaves. */
async function drain(items: AsyncIterable<unknown>): Promise<void> {
  const taken: unknown[] = [];
  for await (const item of items) if (taken.push(item) > 5) return;
}
