/**
 * Results for those who want ok/error instead of exceptions.
 */

import { SnakeBridgeError } from "./errors.js";

/** How a promise of the bridge ended. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: SnakeBridgeError };

/** Waits for `promise`. Rejects only for errors that are not the bridge's: those are bugs, not results. */
export async function settle<T>(promise: PromiseLike<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    if (error instanceof SnakeBridgeError) return { ok: false, error };
    throw error;
  }
}
