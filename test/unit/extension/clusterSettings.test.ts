/** What the setting of a pool says of a cluster: taken as written, or told to be wrong, never half. */
import { describe, expect, it } from "vitest";

import { readSource } from "../../support/sources.js";
import { isLoopback, toClusterSetting } from "../../../src/extension/clusterSettings.js";
import { toPools, wrongClusters } from "../../../src/extension/poolSettings.js";

const address = "tcp://10.0.0.5:8786";
const whole = {
  engine: "dask",
  address: "tls://scheduler.example:8786",
  resources: { GPU: 1, MEMORY: 2e9 },
  workers: ["alpha", "tcp://10.0.0.6:9000"],
  security: { ca: "/tls/ca.pem", cert: "/tls/c.pem", key: "/tls/k.pem", requireEncryption: true },
};

describe("the cluster of a pool", () => {
  it("is none unless the setting says one", () => {
    for (const pool of [{}, { size: 2, python: "py" }, { engine: "local" }])
      expect(toClusterSetting(pool)).toEqual({ kind: "none" });
  });

  it("is taken as written, beside what all pools have", () => {
    expect(toClusterSetting(whole)).toEqual({ kind: "cluster", options: whole });
    expect(toPools({ far: { ...whole, size: 3, python: " py " } })).toEqual({
      far: { ...whole, python: "py" },
    });
  });

  it.each([
    [{ engine: "ray", address }, "engine"],
    [{ address }, "engine"],
    [{ engine: "local", address }, "engine"],
    [{ engine: "dask" }, "address"],
    [{ engine: "dask", address: "10.0.0.5:8786" }, "address"],
    [{ engine: "dask", address: "tcp://user@host:8786" }, "address"],
    [{ engine: "dask", address, resources: { GPU: "1" } }, "resources"],
    [{ engine: "dask", address, resources: { GPU: 0 } }, "resources"],
    [{ engine: "dask", address, resources: [] }, "resources"],
    [{ engine: "dask", address, workers: "alpha" }, "workers"],
    [{ engine: "dask", address, security: { ca: 1 } }, "security"],
    [{ engine: "dask", address, security: { tls_ca_file: "/x" } }, "security"],
  ])("%j is told to be wrong, and nothing of it is left out", (pool, key) => {
    expect(toClusterSetting(pool)).toEqual({ kind: "wrong", keys: [key] });
    expect(wrongClusters({ main: {}, far: pool })).toEqual(new Map([["far", [key]]]));
  });
});

describe("the manifest", () => {
  const { pattern } = /"address": \{\s*"type": "string",\s*"pattern": (?<pattern>"[^\n]*"),/.exec(
    readSource("package.json"),
  )?.groups ?? { pattern: '""' };
  // SAFETY: a string of JSON.
  const shape = new RegExp(JSON.parse(pattern ?? '""') as string);

  it.each([
    "local",
    address,
    "tls://a.b:1",
    "tcp://[::1]:3",
    "",
    "tcp://a",
    "10.0.0.5:8786",
    "tcp://u@a:1",
  ])("takes the address '%s' where the host does", (text) => {
    const { kind } = toClusterSetting({ engine: "dask", address: text });
    expect(shape.test(text)).toBe(kind === "cluster");
  });
});

describe("an address", () => {
  it.each([
    "local",
    "tcp://127.0.0.1:8786",
    "tls://localhost:1",
    "tcp://127.8.9.1:2",
    "tcp://[::1]:3",
  ])("%s stays on this machine", (own) => {
    expect(isLoopback(own)).toBe(true);
  });

  it.each([
    address,
    "tcp://0.0.0.0:8786",
    "tcp://127.0.0.1.example:8786",
    "tcp://localhost.example:8786",
    "tcp://127.0.0.1:8786@example:1",
    "tcp://[::ffff:10.0.0.5]:1",
    "locals",
    "",
  ])("%s may leave it", (other) => {
    expect(isLoopback(other)).toBe(false);
  });
});
