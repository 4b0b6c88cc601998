/**
 * Iterating in Node what is produced in Python.
 */
import { describe, expect } from "vitest";

import { PythonError, StreamRef, TimeoutError } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, eventually, rejection } from "../support/bridgeTest.js";

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function asStream(value: unknown): StreamRef {
  expect(value).toBeInstanceOf(StreamRef);
  // SAFETY: just checked.
  return value as StreamRef;
}

const watched = `
closed = []
def numbers(count):
    try:
        for n in range(count): yield n
    finally:
        closed.append(True)
`;

describe("a stream ref", () => {
  test("gives all items in order and frees itself at its end", async ({ bridge }) => {
    const stream = asStream(await bridge.run(`${watched}\nnumbers(10_000)`));
    expect(stream.streamType).toBe("generator");
    expect(await collect(stream)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    expect(await bridge.refs(stream.sessionId)).toEqual([]);
    expect(await rejection(stream.attr("gi_frame"))).toMatchObject({ reason: "stream_ended" });
    expect(await collect(stream)).toEqual([]);
  });

  test("closes the generator when the loop is left, and frees what nobody read", async ({
    bridge,
  }) => {
    const source = `${watched}\nimport re\n(re.compile(str(n)) for n in numbers(100_000))`;
    const stream = asStream(await bridge.run(source));
    let count = 0;
    for await (const item of stream) {
      await asRef(item).release();
      count += 1;
      if (count === 100) break;
    }
    expect(await bridge.run("closed")).toEqual([true]);
    expect(await bridge.refs(stream.sessionId)).toEqual([]);
  });

  test("answers concurrent next calls in order", async ({ bridge }) => {
    const stream = asStream(await bridge.call("itertools", "count", [0]));
    const results = await Promise.all(Array.from({ length: 100 }, () => stream.next()));
    expect(results.map(({ value }) => value)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    await stream.return();
  });

  test("delivers a slow generator's items at once", async ({ bridge }) => {
    const source =
      "import time\ndef slow():\n  for n in range(4):\n    yield n; time.sleep(0.15)\nslow()";
    const times: number[] = [];
    const stream = asStream(await bridge.run(source));
    for (let item = await stream.next(); item.done !== true; item = await stream.next()) {
      times.push(performance.now());
    }
    // Were they held until a batch is full, all but the first would come together.
    const [, second = 0, , fourth = 0] = times;
    expect(fourth - second).toBeGreaterThan(250);
  });

  test("lets an exception surface at its item and end the stream", async ({ bridge }) => {
    const source =
      "def bad():\n  for n in range(10):\n    if n == 7: raise ValueError(n)\n    yield n\nbad()";
    const stream = asStream(await bridge.run(source));
    const seen: unknown[] = [];
    const error = await rejection(
      (async () => {
        for await (const item of stream) seen.push(item);
      })(),
    );
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({ pythonType: "ValueError", message: "7" });
    expect(await bridge.refs(stream.sessionId)).toEqual([]);
  });

  test("iterates async generators", async ({ bridge }) => {
    const source = "async def agen():\n  for n in range(3): yield n\nagen()";
    const stream = asStream(await bridge.run(source));
    expect(stream.streamType).toBe("async_generator");
    expect(await collect(stream)).toEqual([0, 1, 2]);
  });

  test("delivers chunks unchanged whatever their shape", async ({ bridge }) => {
    const source =
      "iter([None, [], {}, {'done': True, 'items': [1]}, {'__type__': 'x'}, (1,), b''])";
    expect(await collect(asStream(await bridge.run(source)))).toEqual([
      null,
      [],
      {},
      { done: true, items: [1] },
      new Map([["__type__", "x"]]),
      expect.objectContaining({ elements: [1] }),
      new Uint8Array(),
    ]);
  });

  test("can be released like any ref", async ({ bridge }) => {
    const stream = asStream(await bridge.run(`${watched}\ng = numbers(5); next(g); g`));
    expect(await stream.release()).toEqual({ outcome: "freed" });
    expect(await rejection(stream.next())).toMatchObject({ reason: "released" });
  });
});

describe("stream", () => {
  test("iterates what a call gives: iterators, containers, iterables, single values", async ({
    bridge,
  }) => {
    expect(await collect(bridge.stream("builtins", "iter", [[1, 2]]))).toEqual([1, 2]);
    expect(await collect(bridge.stream("builtins", "sorted", [[2, 1]]))).toEqual([1, 2]);
    expect(await collect(bridge.stream("builtins", "range", [3]))).toEqual([0, 1, 2]);
    expect(await collect(bridge.stream("math", "sqrt", [4]))).toEqual([2]);
    expect(await collect(bridge.stream("builtins", "str", ["abc"]))).toEqual(["abc"]);
    expect(await collect(bridge.stream("re", "compile", ["x"]))).toHaveLength(1);
  });

  test("with a listener is a promise of completion, as fast as the listener", async ({
    bridge,
  }) => {
    const seen: unknown[] = [];
    let active = 0;
    await bridge.stream("builtins", "range", [5], {
      onItem: async (item) => {
        active += 1;
        expect(active).toBe(1);
        await Promise.resolve();
        active -= 1;
        seen.push(item);
      },
    });
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test("closes the generator when the consumer leaves", async ({ bridge }) => {
    await bridge.run(watched, { session: "s" });
    const numbers = await bridge.run("numbers", { session: "s" });
    for await (const n of bridge.stream("operator", "call", [numbers, 10], { session: "s" })) {
      if (n === 3) break;
    }
    await eventually("the generator's end", async () => {
      const closed = await bridge.run("closed", { session: "s" });
      return Array.isArray(closed) && closed.length === 1;
    });
  });

  test("gives up after silence", async ({ bridge }) => {
    await bridge.run("import time\ndef silent():\n  yield 1\n  time.sleep(60)\n", { session: "s" });
    const silent = await bridge.run("silent()", { session: "s", as: "ref" });
    const options = { session: "s", streamTimeoutMs: 100 };
    const seen: unknown[] = [];
    const error = await rejection(
      bridge.stream("builtins", "iter", [silent], {
        ...options,
        onItem: (item) => seen.push(item),
      }),
    );
    expect(seen).toEqual([1]);
    expect(error).toBeInstanceOf(TimeoutError);
  });
});
