/** The suites that drive a whole workbench: one at a time, and with time for a real editor. */
import { defineConfig } from "vitest/config";

const patient = { testTimeout: 60_000, hookTimeout: 120_000 };

// eslint-disable-next-line no-restricted-syntax -- Vitest loads its configuration by default export
export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      { test: { name: "ui", include: ["test/ui/**/*.test.ts"], ...patient } },
      { test: { name: "package", include: ["test/package/**/*.test.ts"], ...patient } },
    ],
  },
});
