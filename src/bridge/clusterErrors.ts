/**
 * Failures of clusters, as gateways tell them.
 */

import type { ClusterPart, ClusterProblem } from "../protocol/cluster.js";
import { errorCodes } from "../protocol/errors.js";
import { SnakeBridgeError } from "./errors.js";
import { isRecord, isString } from "./guards.js";
import { WorkerExitedError } from "./workerErrors.js";

const problems: readonly ClusterProblem[] = ["missing", "unreachable", "insecure", "unplaceable"];
const parts: readonly ClusterPart[] = ["worker", "scheduler"];

type Data = Readonly<Record<string, unknown>>;

/** The cluster of a pool cannot be used. Nothing ran. The message says what to do. */
export class ClusterUnavailableError extends SnakeBridgeError {
  override readonly name = "ClusterUnavailableError";
  readonly reason: ClusterProblem;
  readonly address: string;
  /** Of `missing`: a command that installs what is missing, for the interpreter that was asked. */
  readonly install: string | undefined;

  constructor(
    problem: { reason: ClusterProblem; address: string; install?: string },
    message: string,
  ) {
    super("clusterUnavailable", message);
    this.reason = problem.reason;
    this.address = problem.address;
    this.install = problem.install;
  }
}

/** The cluster worker that the session lived on is gone. Whether the request took effect is unknown. */
export class ClusterWorkerExitedError extends WorkerExitedError {
  readonly sessionId: string;
  readonly died: ClusterPart;
  /** Of what died. */
  readonly address: string;
  readonly workerName: string | null;

  constructor(
    death: { sessionId: string; died: ClusterPart; address: string; workerName: string | null },
    message: string,
  ) {
    super(death.address, { exitCode: null, signal: null, stderrTail: [] }, message);
    this.sessionId = death.sessionId;
    this.died = death.died;
    this.address = death.address;
    this.workerName = death.workerName;
  }
}

/** What the data of `clusterUnavailable` stands for; undefined if it is malformed. */
export function readUnavailable(data: Data, message: string): ClusterUnavailableError | undefined {
  const { address, install } = data;
  const reason = problems.find((problem) => problem === data["reason"]);
  if (!reason || !isString(address)) return undefined;
  return new ClusterUnavailableError(
    { reason, address, ...(isString(install) && { install }) },
    message,
  );
}

/** What the data of `workerExited` stands for; undefined if it is malformed. */
export function readExited(data: Data, message: string): ClusterWorkerExitedError | undefined {
  const { sessionId, address, workerName } = data;
  const died = readPart(data["died"]);
  const isWhole = isString(sessionId) && isString(address) && isName(workerName);
  if (!died || !isWhole) return undefined;
  return new ClusterWorkerExitedError({ sessionId, died, address, workerName }, message);
}

/** The cluster's fault in a failure of the handshake; undefined if it is none of a cluster. */
export function readHandshakeFailure(error: unknown): ClusterUnavailableError | undefined {
  if (!isRecord(error) || error["code"] !== errorCodes.clusterUnavailable) return undefined;
  const { data, message } = error;
  return isRecord(data) && isString(message) ? readUnavailable(data, message) : undefined;
}

/** A part of a cluster as told; undefined if it is none. */
export function readPart(part: unknown): ClusterPart | undefined {
  return parts.find((known) => known === part);
}

function isName(name: unknown): name is string | null {
  return name === null || isString(name);
}
