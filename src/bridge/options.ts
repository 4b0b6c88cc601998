/**
 * What users of the library may ask for: options of the bridge, of a call, of a session.
 */

import type { Origin, ResultForm } from "../protocol/calls.js";
import type { DisplayedParams } from "../protocol/cells.js";
import type { ClusterOptions } from "../protocol/cluster.js";
import type { LimitSource } from "../protocol/sessions.js";
import type { Connect } from "./connection.js";
import type { OutputEvent } from "./bridgeEvents.js";
import type { Logger } from "./logger.js";
import type { TimeoutProfile, TimeoutProfiles } from "./timeouts.js";

/**
 * What to do while the session's worker is busy: wait in order, reject with `WorkerBusyError`, or let a call
 * that carries no refs run in a fresh session on an idle worker.
 */
export type Affinity = "strict_queue" | "strict_fail_fast" | "hint";

/** Where requests of a pool run. Workers start on demand. */
export type PoolOptions = LocalPoolOptions | ClusterPoolOptions;

/** A pool of worker processes on this machine. */
export interface LocalPoolOptions extends PoolBasics {
  readonly engine?: "local";
  /** Most workers at a time; default 1. */
  readonly size?: number;
}

/**
 * A pool whose sessions live on a cluster, each on one of its workers. One process on this machine, the gateway,
 * speaks for all of them; its interpreter must have the engine's package.
 */
export interface ClusterPoolOptions extends PoolBasics, ClusterOptions {
  readonly size?: 1;
}

/** What all pools have. */
interface PoolBasics {
  /** Interpreter path or command; default: the bridge's. */
  readonly python?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly affinity?: Affinity;
}

/** Limits and timeouts of everything that sets none. */
export interface BridgeDefaults {
  /** Seconds a ref may rest unused; 0: for ever. Default: `SNAKEBRIDGE_REF_TTL_SECONDS`, else 3,600. */
  readonly ttlSeconds?: number;
  /** Refs a session may hold; 0: no limit. Default: `SNAKEBRIDGE_REF_MAX`, else 10,000. */
  readonly maxRefs?: number;
  /** Who set the two limits above, for the inspector; default `setting`. */
  readonly limitSource?: Exclude<LimitSource, "session">;
  /** Milliseconds a call may run; 0: no limit. Overrides the profile `default`. */
  readonly timeoutMs?: number;
  /** Named timeouts, besides or instead of the built-in ones. */
  readonly profiles?: TimeoutProfiles;
}

/** Options of `SnakeBridge.start`. */
export interface StartOptions {
  /** Interpreter path or command, or a function asked whenever a worker starts. Default: `python3`, `python`, `py`. */
  readonly python?: string | (() => Promise<string | undefined>);
  /** Named pools; the first one (or `main`) is the default. Default: one pool `main` of one worker. */
  readonly pools?: Readonly<Record<string, PoolOptions>>;
  /** Working directory of workers; also searched for modules. Default: the process's own. */
  readonly cwd?: string;
  /** Set on top of the process's environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders put in front of `sys.path`, after nothing but the session's own. */
  readonly searchPaths?: readonly string[];
  /** The limits among them are read whenever a worker starts: a getter may give others each time. */
  readonly defaults?: BridgeDefaults;
  readonly logger?: Logger;
  /**
   * Asked before each start of a process, which waits for it: the place to ask a person for consent. What it rejects
   * with, the requests that need the process reject with.
   */
  readonly beforeStart?: (pool: string, options: PoolOptions) => Promise<void>;
  /** How to speak LSP with a fresh worker; default: a plain JSON-RPC connection. */
  readonly connect?: Connect;
}

/** Where a request went. */
export interface Route {
  readonly pool: string;
  readonly workerId: string;
  readonly sessionId: string;
  /** False when affinity `hint` sent it to a fresh session elsewhere. */
  readonly pinned: boolean;
}

/** Options of everything that runs Python code. */
export interface CallOptions {
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** Session to run in; default: the surrounding `withSession`, the receiver's, the owner's auto-session. */
  readonly session?: string;
  /** Default: the receiver's pool, else the bridge's first. */
  readonly pool?: string;
  readonly affinity?: Affinity;
  /** Milliseconds of execution after which Python is interrupted; 0: no limit. */
  readonly timeoutMs?: number;
  /** Milliseconds a stream may be silent; 0: no limit. */
  readonly streamTimeoutMs?: number;
  readonly profile?: TimeoutProfile;
  /** Aborting removes a waiting request, interrupts a running one, and rejects with `CancelledError`. */
  readonly signal?: AbortSignal;
  /** Default `auto`. */
  readonly as?: ResultForm;
  /** The call may safely run twice: it is sent once more if its worker exits before answering. */
  readonly idempotent?: boolean;
  /** What the call prints, also through descriptors 1 and 2 as far as it can be told apart. */
  readonly onOutput?: (output: OutputEvent) => void;
  readonly onRouted?: (route: Route) => void;
  /** Where the result comes from, for people. */
  readonly origin?: Origin;
  /** Python name to bind the result to in the session's namespace. */
  readonly bind?: string;
}

/** Options of `run`. */
export interface RunOptions extends Omit<CallOptions, "kwargs"> {
  /** File name for tracebacks. */
  readonly fileName?: string;
  /** 0-based line of the source in that file. */
  readonly firstLine?: number;
}

/** Options of `runCell`. */
export interface CellOptions extends Pick<
  CallOptions,
  "session" | "pool" | "timeoutMs" | "signal" | "onOutput" | "onRouted"
> {
  /** What tracebacks call the cell. */
  readonly fileName: string;
  /** The cell's number, from 1: what `In` and `Out` know it by. Without it, the next. */
  readonly order?: number;
  /** What the cell shows while it runs, in order with what it prints. */
  readonly onDisplayed?: (displayed: DisplayedParams) => void;
}

/** Limits and marks of one session. */
export interface SessionOptions {
  readonly ttlSeconds?: number;
  readonly maxRefs?: number;
  readonly tags?: readonly string[];
  /** What a person sees instead of the id. */
  readonly label?: string;
  /** Folders put in front of `sys.path` for code of this session. */
  readonly searchPaths?: readonly string[];
}

/** Options of `openSession`. */
export interface OpenOptions extends SessionOptions {
  /** Where a new session lives; default: the bridge's first pool. */
  readonly pool?: string;
}

/** Options of `withSession`. */
export interface ScopeOptions extends SessionOptions {
  /** 1 to 256 characters; default: a fresh id. */
  readonly sessionId?: string;
  /** Release the session when the last overlapping scope of this kind ends. Default false. */
  readonly releaseOnExit?: boolean;
}
