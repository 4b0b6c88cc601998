/** What axe, the judge of accessibility, finds in a frame. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import type { Frame } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const told =
  "({ violations }) => violations.flatMap(({ id, nodes }) => " +
  "nodes.map(({ target, failureSummary }) => [id, ...target, failureSummary]))";

/** Rule, place and reason of each violation: in the whole page, or in what the selector finds. */
export async function findViolations(frame: Frame, selector = "html"): Promise<unknown> {
  const isLoaded: unknown = await frame.evaluate("typeof axe === 'object'");
  if (isLoaded !== true) await frame.evaluate(await readFile(axePath, "utf8"));
  const isWhole = selector === "html";
  return await frame.evaluate(`axe.run(${isWhole ? "" : JSON.stringify(selector)}).then(${told})`);
}
