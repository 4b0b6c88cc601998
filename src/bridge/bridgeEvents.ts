/**
 * What the bridge tells without being asked.
 */

import type { OutputParams } from "../protocol/calls.js";
import type { ClusterInfo, SessionsLostParams } from "../protocol/cluster.js";
import type { RefsChangedParams } from "../protocol/sessions.js";
import type { WorkerExit } from "./workerErrors.js";

/** Something a worker's user code wrote; with the worker it came from. */
export interface OutputEvent {
  readonly workerId: string;
  readonly pool: string;
  readonly sessionId: string | null;
  /** Null between requests, from stray threads and from the process itself. */
  readonly requestId: OutputParams["requestId"];
  readonly stream: OutputParams["stream"];
  readonly text: string;
}

/** Changes of one session's refs, in order; bursts are coalesced. A late listener gets a snapshot first. */
export interface RefsChangedEvent extends RefsChangedParams {
  readonly workerId: string;
  readonly pool: string;
}

/** A worker process, or a part of a cluster, ended without being asked to. Reported once. */
export interface WorkerExitEvent extends WorkerExit {
  readonly pool: string;
  readonly workerId: string;
  /** Sessions whose refs are gone; later use of them rejects with reason `worker_restarted`. */
  readonly sessionsLost: readonly string[];
  /** Told when it was no process of this machine that ended, but a part of the pool's cluster. */
  readonly lost?: Omit<SessionsLostParams, "sessions">;
}

/**
 * Life of a worker as people see it. `unresponsive`: it is busy and reacts to nothing, because C code keeps the
 * interpreter to itself or because user code goes on although it was interrupted; `restart` ends it.
 */
export type WorkerState = "starting" | "ready" | "busy" | "unresponsive" | "exited";

/** One worker now. */
export interface WorkerInfo {
  readonly workerId: string;
  readonly pool: string;
  readonly state: WorkerState;
  readonly pid: number | null;
  readonly pythonVersion: string | null;
  readonly executable: string | null;
  readonly epoch: string | null;
  readonly sessionIds: readonly string[];
  /** Of a gateway: what it is connected to. */
  readonly cluster?: ClusterInfo;
}
