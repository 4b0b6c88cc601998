/**
 * Many refs released at once as the inspector does it: impact, release, the way back, release for good, proof. Each ref
 * has a name, so that all that a release undoes is undone.
 */
import { expect } from "vitest";

import { SnakeBridge } from "../../src/bridge/index.js";
import { expectAtMost, soak } from "../support/soak.ts";

const session = "many";
/** What a person waits without asking whether it works. */
const mostMs = 1000;

soak("releasing many refs at once and taking it back", "releaseMany", async ({ count, note }) => {
  await using bridge = await SnakeBridge.start();
  await bridge.openSession(session, { maxRefs: 2 * count });
  const source =
    "class Thing: pass\n" + `for i in range(${count}): globals()[f'x{i}'] = Thing()\nNone`;
  await bridge.run(source, { session });
  await Promise.all(
    Array.from({ length: count }, (_, index) => bridge.run(`x${index}`, { session, as: "ref" })),
  );
  const refs = (await bridge.refs(session)).map(({ id }) => id);
  expect(refs).toHaveLength(count);
  const identities = `hash(tuple(id(globals()[f'x{i}']) for i in range(${count})))`;
  const before = await bridge.run(identities, { session });

  const took: string[] = [];
  const measured = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await act();
    const tookMs = performance.now() - startedMs;
    took.push(`${what} ${Math.round(tookMs)} ms`);
    if (what === "release") expectAtMost(tookMs, mostMs);
    return result;
  };
  const impact = await measured("impact", () => bridge.grace.impact(session, refs));
  expect(impact).toMatchObject({ count, isWhole: true });
  const released = await measured("release", () => bridge.grace.release(session, refs, 60));
  expect(released.outcomes.every(({ outcome }) => outcome === "freed")).toBe(true);
  expect(await bridge.refs(session)).toEqual([]);
  await measured("undo", () => bridge.grace.restore(session, refs));
  expect((await bridge.refs(session)).map(({ id }) => id)).toEqual(refs);
  expect(await bridge.run(identities, { session })).toEqual(before);

  await bridge.grace.release(session, refs, 0.001);
  const fates = async () => (await bridge.grace.verify(session, refs)).fates;
  let last = await fates();
  while (last.some(({ fate }) => fate === "kept")) last = await fates();
  await measured("proof", fates);
  expect(last.every(({ fate }) => fate === "freed")).toBe(true);
  note(took.join(", "));
});
