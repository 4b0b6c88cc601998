/**
 * A Dask cluster of three workers on loopback for the library's own acceptance tests, which run on it unchanged.
 */
import type { TestProject } from "vitest/node";

import { startDaskCluster } from "../support/daskCluster.js";
import { isDaskInstalled } from "../vscode/setup/dask.js";

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!isDaskInstalled()) {
    console.warn("Dask cannot be had: the tests of sessions on a cluster are SKIPPED");
    project.provide("daskAddress", null);
    return undefined;
  }
  const cluster = await startDaskCluster({ workers: 3, comeBack: true });
  project.provide("daskAddress", cluster.address);
  return () => cluster[Symbol.asyncDispose]();
}
