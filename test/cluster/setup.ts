/**
 * A Dask cluster of three workers on loopback for the library's own acceptance tests, which run on it unchanged.
 */
import type { TestProject } from "vitest/node";

import { startDaskCluster } from "../support/daskCluster.js";

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startDaskCluster({ workers: 3, comeBack: true });
  project.provide("daskAddress", cluster.address);
  return () => cluster[Symbol.asyncDispose]();
}
