/**
 * Streams on top of calls: readers of iterators that stayed in Python, and `stream`, which calls a function
 * and iterates what it gives.
 */

import type { StreamNextResult } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";
import type { Calls } from "./calls.js";
import { decode } from "./decode.js";
import { ProtocolError, PythonError } from "./errors.js";
import { isRecord } from "./guards.js";
import type { CallOptions } from "./options.js";
import type { Pools } from "./pools.js";
import { PyFrozenSet, PyTuple } from "./pythonValues.js";
import { homeOf, Ref } from "./ref.js";
import * as requests from "./requests.js";
import { StreamReader } from "./streamReader.js";
import type { StreamSource } from "./streamReader.js";
import { StreamRef } from "./streamRef.js";
import type { TimeoutTable } from "./timeouts.js";
import { pathRoot } from "./wirePath.js";

/** Bounds of one batch. */
const maxBatchBytes = 256 * 1024;
const batchBudgetMs = 10;

/** See the module's comment. */
export class Streams {
  readonly #calls: Calls;
  readonly #pools: Pools;
  readonly #timeouts: TimeoutTable;

  constructor(calls: Calls, pools: Pools, timeouts: TimeoutTable) {
    this.#calls = calls;
    this.#pools = pools;
    this.#timeouts = timeouts;
  }

  /** A reader of an iterator. */
  open(stream: Ref, options: CallOptions = {}): StreamReader {
    return new StreamReader(this.#source(stream, options));
  }

  #source(stream: Ref, options: CallOptions): StreamSource {
    const { streamTimeoutMs } = this.#timeouts.resolve(options);
    const { signal } = options;
    const pullOptions = { timeoutMs: streamTimeoutMs, ...(signal && { signal }) };
    const home = this.#pools.get(stream.poolName).homeOf(stream.sessionId);
    return {
      pull: async (maxItems) =>
        readBatch(await this.#pull(stream, maxItems, { ...pullOptions, session: home.id })),
      read: (item) => decode(item, pathRoot, homeOf(stream)),
      close: async () => {
        await this.#calls.on(stream, requests.streamClose(), { session: home.id });
      },
      discard: (unread) => home.discard(unread),
    };
  }

  #pull(stream: Ref, maxItems: number, options: CallOptions): Promise<unknown> {
    const request = requests.streamNext(maxItems, maxBatchBytes, batchBudgetMs);
    return this.#calls.on(stream, request, options);
  }

  /** Makes a call when first asked for an item. The items of what it gives: of an iterator or a container its own, else the one value itself. */
  async *iterate(make: () => PromiseLike<unknown>, options: CallOptions): AsyncGenerator {
    const value = await make();
    if (value instanceof StreamRef) yield* this.#drain(value, options);
    else if (value instanceof Ref) yield* this.#iterateRef(value, options);
    else if (isContainer(value)) yield* value;
    else yield value;
  }

  async *#iterateRef(ref: Ref, options: CallOptions): AsyncGenerator {
    const iter = requests.call("builtins", "iter", [ref], {});
    try {
      const stream = await this.#calls.start(iter, { session: ref.sessionId, pool: ref.poolName });
      if (stream instanceof StreamRef) yield* this.#drain(stream, options);
    } catch (error) {
      if (!(error instanceof PythonError && error.pythonType === "TypeError")) throw error;
      yield ref;
    }
  }

  async *#drain(stream: Ref, options: CallOptions): AsyncGenerator {
    const reader = this.open(stream, options);
    try {
      for (;;) {
        const { done, value } = await reader.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await reader.close();
    }
  }
}

function isContainer(value: unknown): value is Iterable<unknown> {
  return (
    Array.isArray(value) ||
    value instanceof PyTuple ||
    value instanceof Set ||
    value instanceof PyFrozenSet
  );
}

function readBatch(answer: unknown): StreamNextResult {
  const { items, done } = isRecord(answer) ? answer : {};
  if (!Array.isArray(items) || typeof done !== "boolean") {
    throw new ProtocolError("The answer to snakebridge/streamNext is malformed");
  }
  // Unchecked still: each is when it is decoded.
  const wireItems: readonly WireValue[] = items;
  return { items: wireItems, done };
}
