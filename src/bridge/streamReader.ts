/**
 * Pulls a stream in batches: small at first, so that one item costs one item; growing while the consumer keeps
 * up, with one batch on the way while another is consumed. The time and size of a batch are bounded in Python,
 * so that a slow generator delivers at once.
 */

import type { StreamNextResult } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";

/** Where batches come from. Requests are answered in the order made. */
export interface StreamSource {
  pull(maxItems: number): Promise<StreamNextResult>;
  read(item: WireValue): unknown;
  /** Closes the generator. */
  close(): Promise<void>;
  /** Frees what items that nobody will read have made in Python. */
  discard(unread: readonly WireValue[]): void;
}

type Result = IteratorResult<unknown, undefined>;

interface Waiter {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const done: Result = { done: true, value: undefined };
const largestBatch = 4096;
const growth = 4;
/** From this batch size on the consumer has shown appetite: pull ahead. */
const pullAheadFrom = 16;

/** See the module's comment. Items are decoded when consumed. */
export class StreamReader {
  readonly #source: StreamSource;
  readonly #waiters: Waiter[] = [];
  #items: readonly WireValue[] = [];
  #position = 0;
  #ahead: (readonly WireValue[])[] = [];
  #pulling = 0;
  #batchSize = 1;
  /** Python has no more items, or nobody wants them. */
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  #closing: Promise<void> | undefined;

  constructor(source: StreamSource) {
    this.#source = source;
  }

  /** The next item. Calls are answered in order. */
  next(): Promise<Result> {
    if (this.#waiters.length === 0 && this.#hasItem()) {
      const result = this.#take();
      this.#pullAhead();
      return result;
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#serve();
    });
  }

  /** Ends the stream on both sides. Waiting and later `next` calls are done. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const wasOver = this.#isOver;
    this.#isOver = true;
    this.#failure = undefined;
    this.#source.discard([...this.#items.slice(this.#position), ...this.#ahead.flat()]);
    this.#items = [];
    this.#ahead = [];
    this.#serve();
    if (!wasOver) await this.#source.close();
  }

  #serve(): void {
    for (let waiter = this.#waiters[0]; waiter; waiter = this.#waiters[0]) {
      const result = this.#hasItem() ? this.#take() : this.#isOver ? this.#last() : undefined;
      if (!result) break;
      this.#waiters.shift();
      result.then(waiter.resolve, waiter.reject);
    }
    this.#pullAhead();
  }

  #hasItem(): boolean {
    while (this.#position >= this.#items.length) {
      const next = this.#ahead.shift();
      if (!next) return false;
      this.#items = next;
      this.#position = 0;
    }
    return true;
  }

  #take(): Promise<Result> {
    try {
      const value = this.#source.read(this.#items[this.#position++] ?? null);
      return Promise.resolve({ done: false, value });
    } catch (error) {
      return Promise.reject(toError(error));
    }
  }

  /** What comes after the last item: what went wrong, once, and then nothing. */
  #last(): Promise<Result> {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure ? Promise.reject(toError(failure.error)) : Promise.resolve(done);
  }

  #pullAhead(): void {
    const isWaiting = this.#waiters.length > 0;
    const mayPull = this.#batchSize >= pullAheadFrom ? 2 : isWaiting ? 1 : 0;
    const hasPlenty = !isWaiting && this.#ahead.length > 0;
    if (this.#isOver || hasPlenty || this.#pulling >= mayPull) return;
    this.#pulling += 1;
    const asked = this.#batchSize;
    this.#source.pull(asked).then(
      (batch) => this.#receive(batch, asked),
      (error: unknown) => this.#fail(error),
    );
  }

  #receive({ items, done: isLast }: StreamNextResult, asked: number): void {
    this.#pulling -= 1;
    if (this.#isOver) {
      this.#source.discard(items);
      return;
    }
    this.#ahead.push(items);
    if (items.length === asked) this.#batchSize = Math.min(largestBatch, asked * growth);
    this.#isOver = isLast;
    this.#serve();
  }

  /** It belongs to the first item that is not there. */
  #fail(error: unknown): void {
    this.#pulling -= 1;
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = { error };
    // It may go on in Python: a pull that was cancelled has not ended it. What goes wrong now is no news.
    this.#source.close().catch(() => undefined);
    this.#serve();
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
