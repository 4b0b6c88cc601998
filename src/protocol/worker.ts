/**
 * The worker itself: handshake, health, interruption.
 */

import type { ClusterInfo, ClusterOptions } from "./cluster.js";
import type { protocolVersion } from "./version.js";

/** `initializationOptions.snakebridge` of LSP `initialize`. A client that sends none gets the defaults. */
export interface HandshakeOptions {
  readonly protocolVersion: typeof protocolVersion;
  /** Limits for sessions that set none; `source` tells where they came from. */
  readonly defaults?: {
    readonly ttlSeconds?: number;
    readonly maxRefs?: number;
    readonly source?: "setting" | "environment" | "default";
  };
  /** Folders put in front of `sys.path` for every session. */
  readonly searchPaths?: readonly string[];
  /**
   * Each document has a session of its own from its opening on, whose id is the document's URI, and code actions
   * that run its lines: for editors that know LSP and nothing of `snakebridge/…`.
   */
  readonly documentSessions?: boolean;
  /** The client reads frames with attachments; without this, all that is sent to it is plain JSON-RPC. */
  readonly attachments?: boolean;
  /** Sessions live on this cluster; excludes `documentSessions`. */
  readonly cluster?: ClusterOptions;
}

/** `capabilities.experimental.snakebridge` of the answer. */
export interface HandshakeResult {
  readonly protocolVersion: number;
  readonly pid: number;
  /** `3.11.7` */
  readonly pythonVersion: string;
  readonly executable: string;
  /** Distinguishes this process from every other life of the same worker. */
  readonly epoch: string;
  /** Of a gateway. */
  readonly cluster?: ClusterInfo;
}

/** `snakebridge/ping` answers at once, also while user code runs. */
export interface PingResult {
  readonly running: {
    readonly requestId: number | string;
    readonly method: string;
    readonly session: string;
    readonly elapsedMs: number;
  } | null;
  /** Requests waiting behind it. */
  readonly queued: number;
  /** Resident memory of the worker; null where the system does not tell. */
  readonly memoryBytes: number | null;
}

/** `snakebridge/interrupt`: make the running request end with `cancelled`. With `session`, only if it runs in that session. */
export interface InterruptParams {
  readonly session?: string;
}

/** Whether something ran that was interrupted. */
export interface InterruptResult {
  readonly interrupted: boolean;
}
