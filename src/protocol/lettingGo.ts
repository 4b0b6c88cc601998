/**
 * Releases with thought. `snakebridge/releaseImpact` tells beforehand what one would do. A release with `graceSeconds` puts refs into their session's bin: gone for
 * everybody, yet `snakebridge/restore` gives them back until the time is up, the session ends, or it needs the room.
 * After that one can ask for proof that the objects are gone. None of this runs user code.
 */

/** `snakebridge/releaseImpact`: what a release of these refs would do. Releases nothing. */
export interface ReleaseImpactParams {
  readonly session: string;
  /** Absent: all of the session. */
  readonly refs?: readonly string[];
}

/** Told of those of the refs that live. */
export interface ReleaseImpact {
  readonly count: number;
  /** Of those whose size is known without running code; shallow. */
  readonly sizeBytes: number;
  /** How many have no known size. */
  readonly unsized: number;
  /** Names of the session that would be unbound; at most 100. */
  readonly names: readonly string[];
  /** Those that stay reachable, each from a name, or the id of a ref, that is not released; at most 100. */
  readonly reached: readonly { readonly ref: string; readonly from: string }[];
  readonly reachedTotal: number;
  /** False: the time for looking ran out, so that more may be reached. */
  readonly isWhole: boolean;
}

/** `snakebridge/restore`: takes back releases of a session. Waits for the requests of the session sent before it. */
export interface RestoreParams {
  readonly session: string;
  readonly refs: readonly string[];
}

/**
 * `restored`: the very same object under the same id, with its names, handles and remaining time; `lostNames` mean
 * something else by now and were left so. `gone`: it was never in the bin, or is there no longer.
 */
export type RestoreOutcome =
  | { readonly outcome: "restored"; readonly lostNames: readonly string[] }
  | { readonly outcome: "gone" };

/** One outcome per id, in the order asked. */
export interface RestoreResult {
  readonly outcomes: readonly RestoreOutcome[];
}

/** `snakebridge/verifyRelease`: what became of refs that were released with `graceSeconds`. */
export interface VerifyReleaseParams {
  readonly session: string;
  readonly refs: readonly string[];
}

/**
 * - `kept`: in the bin still.
 * - `freed`: the object is dead.
 * - `held`: it lives; `by` are ways to it in words, at most five: ``key 'a' of global `cache` of module m``. Empty
 *   where nothing can be seen, or the time for looking ran out.
 * - `untellable`: objects of its type cannot be watched.
 * - `forgotten`: nothing is remembered of it, or it was released at once.
 */
export type ReleaseFate =
  | { readonly fate: "kept" | "freed" | "untellable" | "forgotten" }
  | { readonly fate: "held"; readonly by: readonly string[] };

/** One fate per id, in the order asked. */
export interface VerifyReleaseResult {
  readonly fates: readonly ReleaseFate[];
}
