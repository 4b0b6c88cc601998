/**
 * Random sequences of what can be done with sessions and refs: library and adapter together agree with a naive model,
 * step by step. The registry alone has its own such test in test/python.
 */
import fc from "fast-check";
import { expect } from "vitest";

import {
  RefNotFoundError,
  SessionFullError,
  SessionMismatchError,
  SnakeBridge,
} from "../../src/bridge/index.js";
import type { Ref } from "../../src/bridge/index.js";
import { rejection } from "../support/bridgeTest.js";
import { SessionModel } from "./support/sessionModel.ts";
import type { ModelRef } from "./support/sessionModel.ts";
import { seed } from "./support/random.ts";
import { soak } from "../support/soak.ts";

const places = ["a", "b"] as const;
const place = fc.constantFrom(...places);
const pick = fc.nat(40);
const items = fc.array(fc.nat(9), { maxLength: 4 });

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("make"), place, items }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("append"), pick, item: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read"), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pass"), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("chain"), place, items }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("give back"), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("use elsewhere"), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pin"), pick, on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("release"), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("limit"), place, maxRefs: fc.constantFrom(0, 2, 4) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release session"), place }) },
);
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;
type StepOnRef = Extract<Step, { readonly pick: number }>;

soak("random sequences of session operations", "sessionSequences", async ({ count, note }) => {
  await using bridge = await SnakeBridge.start();
  let sequences = 0;
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (sequence) => {
      sequences += 1;
      const both = new Both(bridge, String(sequences));
      for (const one of sequence) {
        steps += 1;
        await both.perform(one);
      }
      await both.end();
    }),
    { numRuns: count, seed },
  );
  expect(await bridge.sessions()).toEqual([]);
  note(`${steps} steps`);
});

/** The library and the model side by side. */
class Both {
  readonly #bridge: SnakeBridge;
  readonly #run: string;
  readonly #model = new SessionModel();
  readonly #refs = new Map<ModelRef, Ref>();

  constructor(bridge: SnakeBridge, run: string) {
    this.#bridge = bridge;
    this.#run = run;
  }

  async perform(step: Step): Promise<void> {
    switch (step.kind) {
      case "make":
        await this.#make(step.place, step.items);
        break;
      case "chain":
        await this.#chain(step.place, step.items);
        break;
      case "limit":
        await this.#bridge.openSession(this.#session(step.place), { maxRefs: step.maxRefs });
        this.#model.limit(step.place, step.maxRefs);
        break;
      case "release session": {
        const released = await this.#bridge.releaseSession(this.#session(step.place));
        expect(released).toEqual(this.#model.releaseSession(step.place));
        break;
      }
      default:
        await this.#performOn(step);
    }
    await this.#compare();
  }

  async end(): Promise<void> {
    for (const place of places) await this.#bridge.releaseSession(this.#session(place));
  }

  async #performOn(step: StepOnRef): Promise<void> {
    const model = this.#model.refs[this.#model.refs.length - 1 - step.pick];
    const ref = model && this.#refs.get(model);
    if (!model || !ref) return;
    switch (step.kind) {
      case "append":
        await this.#use(model, () => ref.method("append", [step.item]), null);
        if (model.gone === undefined) model.items.push(step.item);
        break;
      case "read":
        await this.#use(model, () => ref.method("copy"), model.items);
        break;
      case "pass": {
        const session = { session: ref.sessionId };
        const length = () => this.#bridge.call("builtins", "len", [ref], session);
        await this.#use(model, length, model.items.length);
        break;
      }
      case "give back":
        await this.#use(model, async () => (await this.#itself(ref)).id, ref.id);
        break;
      case "use elsewhere": {
        const other = { session: this.#session(model.place === "a" ? "b" : "a") };
        const error = await rejection(this.#bridge.call("builtins", "len", [ref], other));
        expect(error).toBeInstanceOf(SessionMismatchError);
        break;
      }
      case "pin":
        if (model.gone === undefined) await this.#bridge.pin(ref, step.on);
        if (model.gone === undefined) this.#model.pin(model, step.on);
        break;
      case "release":
        expect(await ref.release()).toEqual(this.#model.release(model));
        break;
    }
  }

  /** The same object is the same ref. */
  #itself(ref: Ref): PromiseLike<Ref> {
    return ref.method<Ref>("__iadd__", [[]], { as: "ref" });
  }

  async #use(model: ModelRef, use: () => PromiseLike<unknown>, expected: unknown): Promise<void> {
    if (model.gone === undefined) {
      expect(await use()).toEqual(expected);
      this.#model.use(model);
    } else {
      const error = await rejection(use());
      expect(error).toBeInstanceOf(RefNotFoundError);
      expect(error).toMatchObject({ reason: model.gone });
    }
  }

  async #make(place: string, items: readonly number[]): Promise<void> {
    const session = this.#session(place);
    const making = this.#bridge.call<Ref>("builtins", "list", [items], { session, as: "ref" });
    const made = this.#model.make(place, items);
    if (made) this.#refs.set(made, await making);
    else expect(await rejection(making)).toBeInstanceOf(SessionFullError);
  }

  /** What a chain makes on its way is gone at its end, and needs room meanwhile. */
  async #chain(place: string, items: readonly number[]): Promise<void> {
    const session = this.#session(place);
    const chain = this.#bridge.call("builtins", "list", [items], { session }).method("copy");
    const made = this.#model.make(place, items);
    if (made) expect(await chain).toEqual(items);
    else expect(await rejection(chain)).toBeInstanceOf(SessionFullError);
    if (made) this.#model.release(made);
  }

  async #compare(): Promise<void> {
    for (const place of places) {
      const alive = this.#model.alive(place).map((ref) => this.#refs.get(ref)?.id);
      const listed = await this.#bridge.refs(this.#session(place));
      expect(listed.map(({ id }) => id)).toEqual(alive);
    }
  }

  #session(place: string): string {
    return `${place} ${this.#run}`;
  }
}
