/**
 * With the view open and refs whose time runs, an editor that nobody touches costs next to nothing: neither its
 * extension host nor its Python polls.
 */
import { platform } from "node:process";
import { setTimeout as pass } from "node:timers/promises";

import { expect } from "vitest";

import { descendantsWith, ranNanoseconds } from "../../support/processTimes.ts";
import { soak } from "../../support/soak.ts";
import { Inspector } from "../../ui/support/inspector.ts";
import { Workbench } from "../../ui/support/workbench.ts";
import { packageExtension } from "../../vscode/extensionPackage.ts";

const mostShare = 0.005;
/** Until VS Code has done what it puts off after its start. */
const settleMs = 15_000;
/**
 * The server of VS Code looks for opened ports twice a second: 2 to 3 % of a processor in the host's process, whichever
 * extensions there are. What is left of the host's own is counted as ours.
 */
const settings = { "remote.autoForwardPortsSource": "output" };
const creations = ['letters = re.compile("[a-z]+")', 'first = letters.match("abc def")'];

soak("an editor at rest, for so many milliseconds", "idleMs", async ({ count, note }) => {
  if (platform !== "linux") return;
  const extensionPackage = await packageExtension();
  await using workbench = await Workbench.start({ extensionPackage, settings });
  await workbench.editor.open("past.py");
  await workbench.showView("SnakeBridge");
  for (const creation of creations) {
    await workbench.editor.select(creation);
    await workbench.runCommand("SnakeBridge: Call");
    await workbench.editor.waitForDecoration(creation, "⇒");
  }
  await new Inspector(workbench).rowMatching(/^letters, .*expires in/).waitFor();
  const host = only(descendantsWith("--type=extensionHost", workbench.serverProcessId));
  const python = only(descendantsWith("snakebridge_adapter", host));
  // Time itself is what is measured: nothing happens that could be waited for.
  await pass(settleMs);
  const before = [host, python].map(ranNanoseconds);
  await pass(count);
  const shares = [host, python].map(
    (pid, n) => (ranNanoseconds(pid) - (before[n] ?? 0)) / count / 1e6,
  );
  const [ofHost = NaN, ofPython = NaN] = shares;
  note(`extension host ${percent(ofHost)}, Python ${percent(ofPython)} of a processor`);
  expect(ofHost + ofPython).toBeLessThanOrEqual(mostShare);
});

function only(pids: readonly number[]): number {
  const [pid, ...more] = pids;
  if (pid === undefined || more.length > 0) throw new Error(`${pids.length} processes, not one`);
  return pid;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)} %`;
}
