/**
 * Where the pools of a test's bridge are: on this machine, or all on the cluster that the project's set-up started.
 */
import { inject } from "vitest";

import type { PoolOptions, StartOptions } from "../../src/bridge/index.js";
import { daskPython } from "./daskCluster.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The scheduler of the project's cluster; absent in projects that have none, null where Dask cannot be had. */
    readonly daskAddress?: string | null;
  }
}

/** The same options with every pool on the project's cluster, if it has one. */
export function placed(options: StartOptions): StartOptions {
  const address = inject("daskAddress");
  if (typeof address !== "string") return options;
  const pools = Object.entries(options.pools ?? { main: {} });
  const onCluster = pools.map(([name, pool]) => [name, inCluster(pool, address)] as const);
  return { python: daskPython, ...options, pools: Object.fromEntries(onCluster) };
}

function inCluster({ python, env, cwd, affinity }: PoolOptions, address: string): PoolOptions {
  return {
    engine: "dask",
    address,
    ...(python !== undefined && { python }),
    ...(env && { env }),
    ...(cwd !== undefined && { cwd }),
    ...(affinity && { affinity }),
  };
}
