/**
 * An iterator that stayed in Python, iterated here.
 */

import type { StreamType } from "../protocol/values.js";
import { Ref } from "./ref.js";
import type { RefHome, RefType } from "./ref.js";
import type { StreamReader } from "./streamReader.js";

/**
 * A ref to a Python iterator. Iterating pulls items in batches ahead of the consumer; leaving the loop closes
 * the generator. An ended stream has freed itself.
 */
export class StreamRef<T = unknown> extends Ref implements AsyncIterableIterator<T> {
  readonly streamType: StreamType;
  #reader: StreamReader | undefined;

  constructor(id: string, home: RefHome, type: RefType, streamType: StreamType) {
    super(id, home, type);
    this.streamType = streamType;
  }

  /** The next item. Concurrent calls are answered in order. */
  next(): Promise<IteratorResult<T, undefined>> {
    this.#reader ??= Ref.homeOf(this).operations.openStream(this);
    // SAFETY: T is what the caller expects of Python; nobody can know better.
    return this.#reader.next() as Promise<IteratorResult<T, undefined>>;
  }

  /** Closes the generator and frees it. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#reader ??= Ref.homeOf(this).operations.openStream(this);
    await this.#reader.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
