/** Sessions that find no place on a cluster, and one later. */
import { afterAll, beforeAll, describe, expect } from "vitest";

import { ClusterUnavailableError } from "../../src/bridge/index.js";
import { bridgeTest, rejection } from "../support/bridgeTest.js";
import { daskPython, hasDask, startDaskCluster, type DaskCluster } from "../support/daskCluster.js";

const gpu = { GPU: 1 };

describe.skipIf(!hasDask())("a session that needs what no cluster worker has", () => {
  let cluster: DaskCluster;

  beforeAll(async () => {
    cluster = await startDaskCluster({ workers: 1, resources: { late: gpu } });
  });

  afterAll(() => cluster[Symbol.asyncDispose]());

  const withGpu = bridgeTest.extend({
    // eslint-disable-next-line no-empty-pattern -- Vitest reads there what a fixture needs
    startOptions: async ({}, use) => {
      const { address } = cluster;
      const far = { engine: "dask", address, resources: gpu, python: daskPython } as const;
      await use({ pools: { far } });
    },
  });

  withGpu("is refused, and lives as it was wanted once one has it", async ({ bridge }) => {
    const options = { label: "training", ttlSeconds: 60 };
    const refusal = await rejection(bridge.openSession("s", options));
    expect(refusal).toBeInstanceOf(ClusterUnavailableError);
    expect(refusal).toMatchObject({ reason: "unplaceable", address: cluster.address });
    const late = await cluster.startWorker("late");
    await bridge.call("re", "compile", ["x"], { session: "s" });
    const [session] = await bridge.sessions();
    expect(session).toMatchObject({ id: "s", label: "training", ttlSeconds: { value: 60 } });
    expect(session?.place).toMatchObject({ name: "late", address: late.address });
  });
});
