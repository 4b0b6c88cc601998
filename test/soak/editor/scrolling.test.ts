/**
 * A hundred thousand refs scroll smoothly in the real workbench, from the first to the last in ten seconds, and what was
 * on the way does not stay in memory.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "vitest";

import { soak } from "../../support/soak.ts";
import { Inspector } from "../../ui/support/inspector.ts";
import { Workbench } from "../../ui/support/workbench.ts";
import { packageExtension } from "../../vscode/extensionPackage.ts";
import { reportsFolder } from "../../vscode/setup/paths.ts";
import { readTrace, told, traceCategories } from "../support/chromiumTrace.ts";
import { weigh, type Heap } from "../support/heap.ts";

const companion = fileURLToPath(new URL("../../fixtures/companion", import.meta.url));
const fillLimitMs = 300_000;
const scrollMs = 10_000;
const mostFrameMs = 50;
const mostGrowthBytes = 30 * 2 ** 20;

soak("scrolling over refs for ten seconds", "scrolledRefs", async ({ count, note }) => {
  const extensionPackage = await packageExtension();
  await using workbench = await Workbench.start({ extensionPackage, companion });
  await workbench.showView("SnakeBridge");
  const inspector = new Inspector(workbench);
  await inspector.frame();
  await workbench.editor.open("past.py");
  const empty = await weigh(workbench);
  await fill(workbench, count);
  await inspector.rowMatching(/^list, /).waitFor();
  const before = await weigh(workbench);
  const recorded = await scroll(workbench, inspector);
  await writeFile(join(reportsFolder, "scrolling.trace.json"), recorded);
  const trace = readTrace(recorded);
  const after = await weigh(workbench);
  note(`frames: ${told(trace.frames, mostFrameMs)}`);
  note(`tasks of the page: ${told(trace.pageTasks, mostFrameMs)}`);
  note(`the same by processor time: ${told(trace.pageWork, mostFrameMs)}`);
  note(`drawing by software: ${told(trace.drawingTasks, mostFrameMs)}`);
  note(`heap by scrolling: ${growth(before, after)}`);
  note(`heap by refs and scrolling: ${growth(empty, after)}`);
  expect.soft(Math.max(...trace.frames)).toBeLessThanOrEqual(mostFrameMs);
  expect.soft(Math.max(...trace.pageTasks)).toBeLessThanOrEqual(mostFrameMs);
  expect.soft(after.host - empty.host).toBeLessThanOrEqual(mostGrowthBytes);
  expect.soft(after.page - empty.page).toBeLessThanOrEqual(mostGrowthBytes);
});

async function fill(workbench: Workbench, count: number): Promise<void> {
  await workbench.runCommand("Companion: Fill a Session");
  await workbench.quickPick.input.fill(String(count));
  await workbench.page.keyboard.press("Enter");
  await workbench.statusBarItem(`filled ${count}`).waitFor({ timeout: fillLimitMs });
}

/** From the top to the bottom, by the wheel; gives the trace of it, which Chromium's tools can show. */
async function scroll({ page }: Workbench, inspector: Inspector): Promise<Buffer> {
  const list = await inspector.tree.boundingBox();
  const browser = page.context().browser();
  if (!list || !browser) throw new Error("There is nothing to scroll");
  await page.mouse.move(list.x + list.width / 2, list.y + 100);
  await browser.startTracing(page, { categories: [...traceCategories] });
  const begin = performance.now();
  for (let done = 0; done < 1;) {
    const share = Math.min(1, (performance.now() - begin) / scrollMs);
    // By as much as time has passed, however long the wheel's last turn took.
    await page.mouse.wheel(0, (share - done) * list.height);
    done = share;
  }
  return await browser.stopTracing();
}

function growth(before: Heap, after: Heap): string {
  const grown = (side: keyof Heap) => `${((after[side] - before[side]) / 2 ** 20).toFixed(1)} MiB`;
  return `extension host ${grown("host")}, page ${grown("page")}`;
}
