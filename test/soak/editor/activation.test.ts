/**
 * The extension, installed as people install it, comes to life quickly each time VS Code starts anew: by VS Code's own
 * account of its start.
 */
import { expect } from "vitest";

import { soak } from "../../support/soak.ts";
import { Inspector } from "../../ui/support/inspector.ts";
import { Workbench } from "../../ui/support/workbench.ts";
import { packageExtension } from "../../vscode/extensionPackage.ts";

const extensionId = "snakebridge.snakebridge";
const mostMs = 80;

soak("activation at a cold start, by VS Code's report", "coldStarts", async ({ count, note }) => {
  const extensionPackage = await packageExtension();
  const starts: Activation[] = [];
  for (let start = 0; start < count; start += 1) starts.push(await startOnce(extensionPackage));
  const totals = starts.map(({ load, call, finish }) => load + call + finish);
  note(`median ${median(totals)} ms of ${totals.join(", ")}`);
  note(`loading the code ${median(starts.map(({ load }) => load))} ms`);
  expect(median(totals)).toBeLessThanOrEqual(mostMs);
});

/** Milliseconds, as the report has them. */
interface Activation {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

async function startOnce(extensionPackage: string): Promise<Activation> {
  await using workbench = await Workbench.start({ extensionPackage });
  await workbench.showView("SnakeBridge");
  await new Inspector(workbench).frame();
  await workbench.runCommand("Developer: Startup Performance");
  await workbench.editor.line("## Performance Marks").first().waitFor();
  await workbench.editor.focus();
  for (const key of ["Control+A", "Control+C"]) await workbench.page.keyboard.press(key);
  return readReport(await workbench.readClipboard());
}

function readReport(report: string): Activation {
  const row = report.split("\n").find((line) => line.includes(`| ${extensionId} `));
  const [load, call, finish] = row?.split("|").slice(3, 6).map(Number) ?? [];
  if (load === undefined || call === undefined || finish === undefined) {
    throw new Error(`The report tells nothing of ${extensionId}:\n${report.slice(0, 2000)}`);
  }
  return { load, call, finish };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;
}
