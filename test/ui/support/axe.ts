/** What axe, the judge of accessibility, finds in a frame. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import type { Frame } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const run =
  "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => " +
  "nodes.map(({ target, failureSummary }) => [id, ...target, failureSummary])))";

/** Rule, place and reason of each violation. */
export async function findViolations(frame: Frame): Promise<unknown> {
  const isLoaded: unknown = await frame.evaluate("typeof axe === 'object'");
  if (isLoaded !== true) await frame.evaluate(await readFile(axePath, "utf8"));
  return await frame.evaluate(run);
}
