/**
 * An iterator that stayed in Python, iterated here.
 */

import type { StreamType } from "../protocol/values.js";
import { homeOf, Ref } from "./ref.js";
import type { ItemReader, RefHome, RefType } from "./ref.js";

/** Makes a ref of an iterator that Python sent; for the bridge itself. */
export let createStreamRef: (
  id: string,
  home: RefHome,
  type: RefType,
  streamType: StreamType,
) => StreamRef;

/**
 * A ref to a Python iterator. Iterating pulls items in batches ahead of the consumer; leaving the loop closes
 * the generator. An ended stream has freed itself.
 */
export class StreamRef<T = unknown> extends Ref implements AsyncIterableIterator<T> {
  readonly streamType: StreamType;
  #reader: ItemReader | undefined;

  static {
    createStreamRef = (id, home, type, streamType) => new StreamRef(id, home, type, streamType);
  }

  private constructor(id: string, home: RefHome, type: RefType, streamType: StreamType) {
    super(id, home, type);
    this.streamType = streamType;
  }

  /** The next item. Concurrent calls are answered in order. */
  next(): Promise<IteratorResult<T, undefined>> {
    this.#reader ??= homeOf(this).operations.openStream(this);
    // SAFETY: T is what the caller expects of Python; nobody can know better.
    return this.#reader.next() as Promise<IteratorResult<T, undefined>>;
  }

  /** Closes the generator and frees it. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#reader ??= homeOf(this).operations.openStream(this);
    await this.#reader.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
