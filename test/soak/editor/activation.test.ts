/**
 * The extension, installed as people install it, comes to life quickly in a VS Code that has just started: by VS Code's
 * own account. A view that was open when the window closed comes to life while VS Code starts, beside all the rest that
 * does: that is told too, but says more of the machine than of us.
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
  const started: Activation[] = [];
  const starting: Activation[] = [];
  for (let start = 0; start < count; start += 1) {
    started.push(await startOnce(extensionPackage, readStartup));
    starting.push(await startOnce(extensionPackage));
  }
  note(`median ${told(started)}`);
  note(`with the view open at the start ${told(starting)}`);
  expect(median(started.map(total))).toBeLessThanOrEqual(mostMs);
});

/** Milliseconds, as the report has them. */
interface Activation {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

/** `before` the view is shown. */
async function startOnce(
  extensionPackage: string,
  before?: (workbench: Workbench) => Promise<string>,
): Promise<Activation> {
  await using workbench = await Workbench.start({ extensionPackage });
  await before?.(workbench);
  await workbench.showView("SnakeBridge");
  await new Inspector(workbench).frame();
  return readReport(await readStartup(workbench));
}

/** VS Code's report: it comes when VS Code has started. */
async function readStartup(workbench: Workbench): Promise<string> {
  await workbench.runCommand("Developer: Startup Performance");
  await workbench.editor.line("## Performance Marks").first().waitFor();
  await workbench.editor.focus();
  for (const key of ["Control+A", "Control+C"]) await workbench.page.keyboard.press(key);
  const report = await workbench.readClipboard();
  await workbench.runCommand("View: Close All Editors");
  return report;
}

function readReport(report: string): Activation {
  const row = report.split("\n").find((line) => line.includes(`| ${extensionId} `));
  const [load, call, finish] = row?.split("|").slice(3, 6).map(Number) ?? [];
  if (load === undefined || call === undefined || finish === undefined) {
    throw new Error(`The report tells nothing of ${extensionId}:\n${report.slice(0, 2000)}`);
  }
  return { load, call, finish };
}

function total({ load, call, finish }: Activation): number {
  return load + call + finish;
}

function told(activations: readonly Activation[]): string {
  const totals = activations.map(total);
  const load = median(activations.map(({ load }) => load));
  return `${median(totals)} ms of ${totals.join(", ")} (loading the code ${load})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;
}
