/**
 * Declares a test that comes in two sizes, and tells the report of `npm run soak` what it did.
 */
import { test } from "vitest";

import { volumeOf } from "../../support/volumes.ts";
import type { Volume } from "../../support/volumes.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What `npm run soak` writes beside the verdict. */
    soak?: { readonly volume: number; readonly findings: string[] };
  }
}

/** The longest part of a soak. */
const limitMs = 3_600_000;

/** Runs `body` with as much as this run asks for; what it notes stands in the report. */
export function soak(
  what: string,
  volume: Volume,
  body: (count: number, note: (finding: string) => void) => Promise<void>,
): void {
  test(what, { timeout: limitMs }, async ({ task }) => {
    const count = volumeOf(volume);
    const findings: string[] = [];
    task.meta.soak = { volume: count, findings };
    await body(count, (finding) => void findings.push(finding));
  });
}
