/**
 * Functions of the host that Python may call, by id. They live as long as their session.
 */

import type { TaggedValue } from "../protocol/values.js";
import { newRefId } from "./refIds.js";

/** A function given to Python. It gets decoded values; keyword arguments, if any, as a last object. */
export type HostFunction = (...args: never) => unknown;

/** One session's functions. The same function is the same callable in Python. */
export class CallbackTable {
  readonly #functions = new Map<string, HostFunction>();
  readonly #ids = new Map<HostFunction, string>();

  /** The wire form of `fn`; registers it on first use. */
  tag(fn: HostFunction): TaggedValue {
    let id = this.#ids.get(fn);
    if (id === undefined) {
      id = newRefId();
      this.#ids.set(fn, id);
      this.#functions.set(id, fn);
    }
    return { __type__: "callback", __schema__: 1, callback_id: id, arity: fn.length };
  }

  find(id: string): HostFunction | undefined {
    return this.#functions.get(id);
  }

  clear(): void {
    this.#functions.clear();
    this.#ids.clear();
  }
}
