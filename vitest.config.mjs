/**
 * The test levels that need no editor, one Vitest project each: what a test needs is its folder.
 * Architecture tests judge the sources and bundles themselves, so `npm run check` runs them too.
 */
import { defineConfig } from "vitest/config";

const architecture = "test/unit/architecture*.test.ts";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "architecture", include: [architecture], testTimeout: 30_000 } },
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          exclude: [architecture, "test/unit/webview/**"],
        },
      },
      {
        test: {
          name: "webview",
          include: ["test/unit/webview/**/*.test.ts"],
          environment: "happy-dom",
        },
      },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"] } },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
    ],
  },
});
