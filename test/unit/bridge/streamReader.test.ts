/**
 * Pulling a stream: batches that grow with appetite, order, ends, and what is given back unread.
 */
import { describe, expect, it } from "vitest";

import { StreamReader } from "../../../src/bridge/streamReader.js";
import type { StreamSource } from "../../../src/bridge/streamReader.js";
import type { StreamNextResult } from "../../../src/protocol/calls.js";
import type { WireValue } from "../../../src/protocol/values.js";
import { turnEnd } from "../../support/memoryPipe.js";

/** Counts from 0 to `length`; then ends, or fails if there is a failure. */
class Counter implements StreamSource {
  readonly asked: number[] = [];
  readonly discarded: WireValue[] = [];
  closed = 0;
  #next = 0;
  readonly #length: number;
  readonly #failure: Error | undefined;

  constructor(length: number, failure?: Error) {
    this.#length = length;
    this.#failure = failure;
  }

  pull(maxItems: number): Promise<StreamNextResult> {
    this.asked.push(maxItems);
    const count = Math.min(maxItems, this.#length - this.#next);
    if (count === 0 && this.#failure) return Promise.reject(this.#failure);
    const items = Array.from({ length: count }, (_, index) => this.#next + index);
    this.#next += count;
    return Promise.resolve({ items, done: count < maxItems && !this.#failure });
  }

  read(item: WireValue): unknown {
    return item;
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }

  discard(unread: readonly WireValue[]): void {
    this.discarded.push(...unread);
  }
}

async function drain(reader: StreamReader): Promise<unknown[]> {
  const items: unknown[] = [];
  for (;;) {
    const { done, value } = await reader.next();
    if (done === true) return items;
    items.push(value);
  }
}

describe("StreamReader", () => {
  it("gives all items in order and then is done for good", async () => {
    const reader = new StreamReader(new Counter(10_000));
    expect(await drain(reader)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it("pulls one item for the first one, and larger batches as the consumer goes on", async () => {
    const source = new Counter(100_000);
    const reader = new StreamReader(source);
    await reader.next();
    expect(source.asked).toEqual([1]);
    await drain(reader);
    expect(source.asked.slice(0, 4)).toEqual([1, 4, 16, 64]);
    expect(Math.max(...source.asked)).toBe(4096);
  });

  it("pulls nothing while the consumer rests, beyond what is on the way", async () => {
    const source = new Counter(1_000_000);
    const reader = new StreamReader(source);
    for (let count = 0; count < 100; count += 1) await reader.next();
    await turnEnd();
    const asked = source.asked.length;
    await turnEnd();
    expect(source.asked).toHaveLength(asked);
  });

  it("answers concurrent calls in order", async () => {
    const reader = new StreamReader(new Counter(3));
    const results = await Promise.all(Array.from({ length: 5 }, () => reader.next()));
    expect(results.map(({ value }) => value)).toEqual([0, 1, 2, undefined, undefined]);
  });

  it("lets an error surface at its item, once, and ends", async () => {
    const reader = new StreamReader(new Counter(2, new Error("item 2")));
    expect(await reader.next()).toEqual({ done: false, value: 0 });
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    await expect(reader.next()).rejects.toThrow("item 2");
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it("closes the source once when a pull fails, which may not have ended it", async () => {
    const source = new Counter(0, new Error("cancelled"));
    const reader = new StreamReader(source);
    await expect(reader.next()).rejects.toThrow("cancelled");
    await reader.close();
    expect(source.closed).toBe(1);
  });

  it("closes the source early and gives back what nobody read", async () => {
    const source = new Counter(1000);
    const reader = new StreamReader(source);
    for (let count = 0; count < 6; count += 1) await reader.next();
    await reader.close();
    expect(source.closed).toBe(1);
    await turnEnd();
    expect(source.discarded[0]).toBe(6);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it("gives back a batch that arrives after the close", async () => {
    const source = new Counter(1000);
    const reader = new StreamReader(source);
    const waiting = reader.next();
    await reader.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await turnEnd();
    expect(source.discarded).toEqual([0]);
  });

  it("does not close a source that has ended", async () => {
    const source = new Counter(3);
    const reader = new StreamReader(source);
    await drain(reader);
    await reader.close();
    expect(source.closed).toBe(0);
  });
});
