/**
 * What a worker must say in its answer to `initialize` before anything else is asked of it.
 */

import type { ClusterInfo } from "../protocol/cluster.js";
import { protocolVersion } from "../protocol/version.js";
import type { HandshakeResult } from "../protocol/worker.js";
import { ProtocolError } from "./errors.js";
import { isInteger, isRecord, isString } from "./guards.js";

/** @throws ProtocolError if the answer is not that of an adapter of our version. */
export function readHandshake(initializeResult: unknown): HandshakeResult {
  const capabilities = isRecord(initializeResult) ? initializeResult["capabilities"] : undefined;
  const experimental = isRecord(capabilities) ? capabilities["experimental"] : undefined;
  const handshake = isRecord(experimental) ? experimental["snakebridge"] : undefined;
  if (!isRecord(handshake)) throw new ProtocolError("The worker is not a SnakeBridge adapter");
  const { protocolVersion: version, pid, pythonVersion, executable, epoch } = handshake;
  if (version !== protocolVersion) {
    const versions = `${String(version)}, the library version ${protocolVersion}`;
    throw new ProtocolError(`The adapter speaks protocol version ${versions}`);
  }
  const isWhole =
    isInteger(pid) && isString(pythonVersion) && isString(executable) && isString(epoch);
  if (!isWhole) throw new ProtocolError("The adapter's handshake is malformed");
  const cluster = readCluster(handshake["cluster"]);
  const about = { protocolVersion: version, pid, pythonVersion, executable, epoch };
  return cluster ? { ...about, cluster } : about;
}

function readCluster(cluster: unknown): ClusterInfo | undefined {
  if (!isRecord(cluster)) return undefined;
  const { engine, address, dashboard, workerCount } = cluster;
  const isWhole = engine === "dask" && isString(address) && isInteger(workerCount);
  if (!isWhole) throw new ProtocolError("What the gateway tells of its cluster is malformed");
  return { engine, address, dashboard: isString(dashboard) ? dashboard : null, workerCount };
}
