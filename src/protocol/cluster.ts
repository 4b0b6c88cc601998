/**
 * Sessions that live on a cluster: what a gateway is told of it, what it tells, and how loss is told. A gateway
 * speaks all the rest of this protocol as a worker does; each session lives on one worker of the cluster.
 */

/**
 * `cluster` of {@link HandshakeOptions}: makes a worker a gateway. It connects before it answers `initialize`, and
 * fails with `clusterUnavailable` where it cannot.
 */
export interface ClusterOptions {
  readonly engine: "dask";
  /** Where the scheduler listens, `tcp://host:port` or `tls://host:port`; `local`: a cluster on this machine, for itself. */
  readonly address: string;
  /** What each session needs of its cluster worker, by Dask's resource names, e.g. `{ "GPU": 1 }`. */
  readonly resources?: Readonly<Record<string, number>>;
  /** Names or addresses of the cluster workers that sessions may live on; absent or empty: any. */
  readonly workers?: readonly string[];
  readonly security?: ClusterSecurity;
}

/** TLS as Dask's `Security` takes it; the three are paths of PEM files on the gateway's machine. */
export interface ClusterSecurity {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Refuse connections that are not encrypted. */
  readonly requireEncryption?: boolean;
}

/** `cluster` of {@link HandshakeResult}: what the gateway is connected to. */
export interface ClusterInfo {
  readonly engine: "dask";
  /** Where the scheduler really is, also for `local`. */
  readonly address: string;
  /** Dask's own pages about the cluster, where it has any. */
  readonly dashboard: string | null;
  /** How many cluster workers there were. */
  readonly workerCount: number;
}

/** `place` of {@link SessionInfo}: the cluster worker that a session lives on. */
export interface SessionPlace {
  readonly address: string;
  readonly name?: string;
  /** Resident memory of that cluster worker's process; null where its system does not tell. */
  readonly memoryBytes: number | null;
  /** What Dask lets it have, if anything limits it. */
  readonly memoryLimitBytes?: number;
}

/** Why a cluster cannot be used: Dask is not there, nobody answers, TLS is wrong, or no worker fits the pool's settings. */
export type ClusterProblem = "missing" | "unreachable" | "insecure" | "unplaceable";

/** What of a cluster went. Without its scheduler, all of it did. */
export type ClusterPart = "worker" | "scheduler";

/**
 * `snakebridge/sessionsLost` event: sessions went with what they lived on. Sent before their pending requests fail
 * with `workerExited`. Their ids can be used again, and late uses of their refs are told `worker_restarted`.
 */
export interface SessionsLostParams {
  readonly sessions: readonly string[];
  readonly died: ClusterPart;
  /** Of what died. */
  readonly address: string;
  /** The name of the cluster worker that died, if it had one. */
  readonly workerName: string | null;
  /** What died, in words for people. */
  readonly message: string;
}
