/**
 * A Python context manager around a piece of host code, with Python's own rules.
 */

import type { Calls } from "./calls.js";
import type { Ref } from "./ref.js";
import * as requests from "./requests.js";

/**
 * Enters, runs `fn` with what `__enter__` gave, exits with what happened. Gives the result of `fn`, or undefined
 * when the context manager suppressed its error.
 */
export async function withPython<T>(
  calls: Calls,
  ref: Ref,
  fn: (value: unknown) => T | PromiseLike<T>,
): Promise<T | undefined> {
  const entered = await calls.on(ref, requests.method("__enter__", [], {}), {});
  let result: T;
  try {
    result = await fn(entered);
  } catch (error) {
    await calls.on(ref, requests.method("__exit__", [null, null, null], {}), {});
    throw error;
  }
  await calls.on(ref, requests.method("__exit__", [null, null, null], {}), {});
  return result;
}
