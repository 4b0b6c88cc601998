/**
 * Sessions, their refs and limits. None of the requests here runs user code; all answer while user code runs.
 */

import type { ArrangedListing, RefArrangement } from "./arranging.js";
import type { Origin } from "./calls.js";
import type { SessionPlace } from "./cluster.js";
import type { RemovalReason } from "./errors.js";
import type { ObjectSummary, PathStep } from "./inspection.js";
import type { StreamType } from "./values.js";

/** Who set a limit, strongest first: the session's own option, the editor's setting, the environment, the default. */
export type LimitSource = "session" | "setting" | "environment" | "default";

/** A limit and who set it. `value` 0 means no limit. */
export interface EffectiveLimit {
  readonly value: number;
  readonly source: LimitSource;
}

/** `snakebridge/openSession`: create a session or change its limits; answers its {@link SessionInfo}. */
export interface OpenSessionParams {
  readonly session: string;
  /** Seconds a ref may rest unused; 0: for ever. */
  readonly ttlSeconds?: number;
  readonly maxRefs?: number;
  readonly tags?: readonly string[];
  /** What a person sees instead of the id, e.g. a file name. */
  readonly label?: string;
  /** Folders put in front of `sys.path` for code of this session. */
  readonly searchPaths?: readonly string[];
}

/** One session as listed. */
export interface SessionInfo {
  readonly id: string;
  readonly label: string | null;
  readonly tags: readonly string[];
  readonly refCount: number;
  readonly ttlSeconds: EffectiveLimit;
  readonly maxRefs: EffectiveLimit;
  /** Seconds since it was created (monotonic). */
  readonly ageSeconds: number;
  /** The ref that goes next when the session overflows; null while all are pinned or there is none. */
  readonly nextEviction: string | null;
  /** The names bound in it, in binding order; absent where there are more than 1,000. */
  readonly names?: readonly string[];
  /** Of a session on a cluster. */
  readonly place?: SessionPlace;
}

/** One ref as listed; times are seconds from now on a monotonic clock, so that no clock jump shows. */
export interface RefInfo extends ObjectSummary {
  readonly id: string;
  readonly sessionId: string;
  /** Names bound to the object in the session's namespace, in binding order. */
  readonly names: readonly string[];
  readonly pinned: boolean;
  readonly ageSeconds: number;
  /** Seconds until it expires unless used; null: never (no limit, or pinned). */
  readonly remainingSeconds: number | null;
  /** Seconds a use renews it to; null: no limit. */
  readonly ttlSeconds: number | null;
  readonly origin: Origin | null;
  readonly streamType: StreamType | null;
}

/** A ref that went, and why. */
export interface RemovedRef {
  readonly refId: string;
  readonly reason: RemovalReason;
}

/** `snakebridge/sessions` answers all sessions in creation order. */
export type SessionsResult = readonly SessionInfo[];

/**
 * `snakebridge/refs`: a window of a session's refs, in creation order unless `arrangement` says otherwise. An unknown
 * session has none.
 */
export interface RefsParams {
  readonly session: string;
  readonly start?: number;
  /** At most 1,000; default 200. */
  readonly count?: number;
  readonly arrangement?: RefArrangement;
  /** Windows of one arrangement with the same number are cut from one and the same order; another number looks anew. */
  readonly look?: number;
  /** Those alone of these ids that are alive, in this order; everything else but `session` says nothing then. */
  readonly only?: readonly string[];
}

/** The window asked for and how many there are in all: of an arrangement, how many pass its filter. */
export interface RefsResult {
  readonly total: number;
  readonly start: number;
  readonly refs: readonly RefInfo[];
  /** Of a listing with an `arrangement`. */
  readonly arranged?: ArrangedListing;
}

/** `snakebridge/release`: free refs of one session. Runs after the requests already sent that use them. */
export interface ReleaseParams {
  readonly session: string;
  readonly refs: readonly string[];
  /**
   * The end of a chain, or a result that nobody wants: of each ref (or handle) the claim of one result ends. The
   * ref goes with the last, and stays while it is pinned or bound to a name. Absent: it goes, whoever has it.
   */
  readonly intermediate?: boolean;
  /** For how long `snakebridge/restore` can take it back, at most 60 s; absent: freed at once, for good. */
  readonly graceSeconds?: number;
}

/** What happened to one ref: freed now, or gone before. */
export type ReleaseOutcome =
  | { readonly outcome: "freed" }
  | { readonly outcome: "alreadyGone"; readonly reason: RemovalReason };

/** One outcome per id, in the order asked. */
export interface ReleaseResult {
  readonly outcomes: readonly ReleaseOutcome[];
}

/** `snakebridge/releaseSession`: free every ref and binding of a session and forget it. Its id can be used again. */
export interface ReleaseSessionParams {
  readonly session: string;
}

/** How many refs went. */
export interface ReleaseSessionResult {
  readonly released: number;
}

/** `snakebridge/extend`: expiry becomes the later of the present one and now + `seconds`. Answers the new {@link RefInfo}. */
export interface ExtendParams {
  readonly session: string;
  readonly ref: string;
  readonly seconds: number;
}

/**
 * `snakebridge/pin`: a pinned ref is never evicted or expired. Answers the new {@link RefInfo}. With `path`, what that
 * leads to becomes a ref of its own first, or is one already.
 */
export interface PinParams {
  readonly session: string;
  readonly ref: string;
  readonly path?: readonly PathStep[];
  readonly on: boolean;
}

/** `snakebridge/attachDocument`: language features for `uri` look at the names of `session`; null detaches. */
export interface AttachDocumentParams {
  readonly uri: string;
  readonly session: string | null;
}

/** `snakebridge/subscribe`: switch {@link RefsChangedParams} events on or off; answers the snapshot they start from. */
export interface SubscribeParams {
  readonly on: boolean;
}

/**
 * `snakebridge/refsChanged` event: what changed in one session since the last one, coalesced (about 50 ms).
 * Order within a session is kept. `session` is null when the session itself ended.
 */
export interface RefsChangedParams {
  readonly sessionId: string;
  readonly session: SessionInfo | null;
  readonly added: readonly RefInfo[];
  readonly changed: readonly RefInfo[];
  readonly removed: readonly RemovedRef[];
  /** Resident memory of the worker by now, told once with all that is told at one time; null: see `PingResult`. */
  readonly memoryBytes?: number | null;
}
