/** Encrypted clusters: the files of a pool's `security` open them, and nothing else does. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ClusterUnavailableError, SnakeBridge } from "../../src/bridge/index.js";
import type { ClusterPoolOptions } from "../../src/bridge/index.js";
import { rejection } from "../support/bridgeTest.js";
import { makeCertificate, type Certificate } from "../support/certificate.js";
import { daskPython, hasDask, startDaskCluster, type DaskCluster } from "../support/daskCluster.js";

describe.skipIf(!hasDask())("a cluster that speaks TLS", () => {
  let own: Certificate;
  let foreign: Certificate;
  let cluster: DaskCluster;

  beforeAll(async () => {
    [own, foreign] = await Promise.all([makeCertificate(), makeCertificate()]);
    const { cert, key } = own;
    const security = {
      tls_ca_file: cert,
      tls_scheduler_cert: cert,
      tls_scheduler_key: key,
      tls_worker_cert: cert,
      tls_worker_key: key,
      require_encryption: true,
    };
    cluster = await startDaskCluster({ workers: 1, security });
  });

  afterAll(async () => {
    for (const made of [cluster, own, foreign]) await made[Symbol.asyncDispose]();
  });

  async function startWith(change: Partial<ClusterPoolOptions>): Promise<SnakeBridge> {
    const { address } = cluster;
    const far: ClusterPoolOptions = { engine: "dask", address, python: daskPython, ...change };
    return await SnakeBridge.start({ pools: { far } });
  }

  it("is used with the certificates that belong to it", async () => {
    const security = { ca: own.cert, cert: own.cert, key: own.key, requireEncryption: true };
    await using bridge = await startWith({ security });
    expect(await bridge.call("math", "sqrt", [16], { session: "s" })).toBe(4);
    const [session] = await bridge.sessions();
    expect(session?.place?.address).toMatch(/^tls:\/\/127\.0\.0\.1:/);
  });

  it.each([
    ["without certificates", () => ({})],
    [
      "with those of somebody else",
      () => ({ security: { ca: foreign.cert, cert: foreign.cert, key: foreign.key } }),
    ],
    ["with files that are not there", () => ({ security: { ca: "/nowhere.pem" } })],
  ])("refuses who comes %s, and says that it is about trust", async (_, changeOf) => {
    await using bridge = await startWith(changeOf());
    const refusal = await rejection(bridge.call("math", "sqrt", [16]));
    expect(refusal).toBeInstanceOf(ClusterUnavailableError);
    expect(refusal).toMatchObject({ reason: "insecure", address: cluster.address });
  });
});
