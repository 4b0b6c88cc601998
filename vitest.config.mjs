/**
 * The test levels that need no editor, one Vitest project each: what a test needs is its folder.
 * Architecture tests judge the sources and bundles themselves, so `npm run check` runs them too.
 */
import { defineConfig } from "vitest/config";

const architecture = "test/unit/architecture*.test.ts";

/** A limit for what hangs, not a measure of speed. */
const patient = { testTimeout: 60_000, hookTimeout: 120_000 };

/** What holds of sessions wherever they live; most of it in soaks, as each test there takes seconds. */
const clusterTests = [
  ...["callbacks", "streams", "values"],
  ...(process.env["SNAKEBRIDGE_SOAK"]
    ? [
        ...["calls", "cancel", "chains", "crash", "grace", "looking"],
        ...["noise", "refSearch", "search", "sessions", "withPython"],
      ]
    : []),
].map((name) => `test/integration/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: "architecture", include: [architecture], ...patient } },
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          exclude: [architecture, "test/unit/webview/**"],
          ...patient,
        },
      },
      {
        test: {
          name: "webview",
          include: ["test/unit/webview/**/*.test.ts"],
          environment: "happy-dom",
          ...patient,
        },
      },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"], ...patient } },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          ...patient,
        },
      },
      // The library's acceptance tests once more, with every session on a Dask cluster.
      {
        test: {
          name: "cluster",
          include: [...clusterTests, "test/cluster/**/*.test.ts"],
          globalSetup: "test/cluster/setup.ts",
          setupFiles: "test/cluster/skipping.ts",
          ...patient,
        },
      },
      // Of what comes in two sizes; `npm run soak` runs it with the large volumes.
      { test: { name: "soak", include: ["test/soak/**/*.test.ts"], ...patient } },
    ],
  },
});
