/**
 * A Python context manager around a piece of host code, with the rules of Python's `with`.
 */

import type { Calls } from "./calls.js";
import { PythonError } from "./errors.js";
import { toHostError } from "./hostError.js";
import type { Ref } from "./ref.js";
import { newRefId } from "./refIds.js";
import * as requests from "./requests.js";
import type { SessionScopes } from "./sessionScope.js";

/**
 * Enters, runs `fn` with what `__enter__` gave, exits with what happened. Gives the result of `fn`, or undefined
 * when the context manager suppressed its error. A `PythonError` goes back in as the exception it tells of.
 */
export async function withPython<T>(
  calls: Calls,
  scopes: SessionScopes,
  ref: Ref,
  fn: (value: unknown) => T | PromiseLike<T>,
): Promise<T | undefined> {
  const isOutermost = scopes.errorScope === undefined;
  const scope = scopes.errorScope ?? newRefId();
  return scopes.runInErrorScope(scope, async () => {
    const exit = (error?: unknown): PromiseLike<unknown> =>
      calls.on(
        ref,
        requests.exitContext(error === undefined ? error : toHostError(error), isOutermost),
        {},
      );
    const entered = await calls.on(ref, requests.method("__enter__", [], {}), {});
    let result: T;
    try {
      result = await fn(entered);
    } catch (error) {
      if ((await exit(error).then(undefined, passOn(error))) === true) return undefined;
      throw error;
    }
    await exit();
    return result;
  });
}

/** An exception in `__exit__` takes the place of the first error, as in Python; any other failure does not. */
function passOn(first: unknown): (failure: unknown) => never {
  return (failure) => {
    throw failure instanceof PythonError ? failure : first;
  };
}
