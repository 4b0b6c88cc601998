/**
 * A pool whose sessions live on a Dask cluster, as a person meets it: asked for trust, seen in the inspector,
 * used like any other, and lost. The tests go on from one another: one cluster, one workbench, one document.
 */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  daskPython,
  hasDask,
  startDaskCluster,
  type DaskCluster,
  type DaskProcess,
} from "../support/daskCluster.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

const file = "patterns.py";
const pattern = String.raw`pattern = re.compile(r"\d+")`;
const match = 'pattern.match("123abc")';

let folder: string;
let cluster: DaskCluster;
let workbench: Workbench;
let inspector: Inspector;

/** An interpreter like the cluster's, but without what Debian installs for it. */
async function pythonWithoutDask(): Promise<string> {
  const path = join(folder, "python");
  await writeFile(path, `#!/bin/sh\nexec ${daskPython} -S "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

async function call(statement: string, outcome: string): Promise<void> {
  await workbench.editor.select(statement);
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration(statement, outcome);
}

async function newSession(name: string, pool: string): Promise<void> {
  const { page, quickPick } = workbench;
  await workbench.runCommand("SnakeBridge: New Session");
  await page
    .locator(".quick-input-widget:visible")
    .getByText(/^Name of the session/)
    .waitFor();
  await quickPick.input.fill(name);
  await page.keyboard.press("Enter");
  await quickPick.entry(pool).click();
  await quickPick.entry(`Make ${name}`).waitFor();
  await page.keyboard.press("Enter");
}

/** The cluster worker that the row of a session names. */
async function placeOf(session: string): Promise<DaskProcess> {
  await inspector.rowMatching(new RegExp(`^${session}, .* on worker-`)).waitFor();
  for (const worker of cluster.workers) {
    const place = `^${session}, .* on ${worker.name} at ${worker.address},`;
    if ((await inspector.rowMatching(new RegExp(place)).count()) > 0) return worker;
  }
  throw new Error(`no worker of the cluster is named in the row of ${session}`);
}

describe.skipIf(!hasDask())("a pool on a cluster", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "snakebridge-cluster-"));
    cluster = await startDaskCluster({ workers: 3 });
    const { port } = new URL(cluster.address);
    const pools = {
      main: {},
      cluster: { engine: "dask", address: cluster.address, python: daskPython },
      // The same scheduler by an address that is not one of this machine alone.
      away: { engine: "dask", address: `tcp://0.0.0.0:${port}`, python: daskPython },
      bare: { engine: "dask", address: cluster.address, python: await pythonWithoutDask() },
      wrong: { engine: "dask", address: "nowhere" },
    };
    workbench = await Workbench.start({ settings: { "snakebridge.pools": pools } });
    inspector = new Inspector(workbench);
    await workbench.editor.open(file);
    await workbench.showView("SnakeBridge");
    await inspector.text("No live Python objects yet.").waitFor();
  });

  keepPictures("cluster", () => workbench);

  afterAll(async () => {
    await workbench[Symbol.asyncDispose]();
    await cluster[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test("a call runs there, and the inspector says where its session lives and what memory is in use", async () => {
    await newSession("far", "cluster");
    await call(pattern, "Pattern");
    await inspector
      .rowMatching(new RegExp(`^cluster-1, Dask cluster at ${cluster.address}, Python 3`))
      .waitFor();
    const place =
      /^far, current session, 1 ref, .*, on worker-\d at tcp:.*, \d+ MB of 2.1 GB of memory$/;
    await inspector.rowMatching(place).waitFor();
  });

  test("its ref is expanded and hovered like any other, and released", async () => {
    const { editor } = workbench;
    await inspector.expand("pattern");
    await inspector.row("groups", "int", "0").waitFor();
    const hover = await editor.hover(pattern, "pattern");
    await hover.getByText("re.Pattern").first().waitFor();
    await editor.leaveHover();
    await call(match, "Match");
    await inspector.press("Match", "Release Match");
    await inspector.row("Match").waitFor({ state: "detached" });
    await inspector.row("far", "current session", "1 ref").waitFor();
  });

  test("a cluster worker that ends says why its sessions are lost, and they can be run again", async () => {
    const { page, quickPick } = workbench;
    const lost = await placeOf("far");
    await cluster.kill(lost);
    const reason = `The cluster worker ${lost.name} at ${lost.address} ended`;
    await inspector.row("far", "lost", reason).waitFor();
    await inspector.row("gone", "pattern", "lost: its Python ended").waitFor();
    await workbench.showNotifications();
    const told = workbench.notification(`${reason}. The refs there are lost`);
    await told.getByRole("button", { name: "Run Again…" }).click();
    await quickPick.entry(pattern).waitFor();
    await page.keyboard.press("Enter");
    await inspector.row("pattern", "re.Pattern").waitFor();
    expect((await placeOf("far")).name).not.toBe(lost.name);
  });

  test("an address on a network is asked about, and nothing starts before somebody agreed", async () => {
    const { page } = workbench;
    await newSession("distant", "away");
    const question = page.getByRole("dialog").filter({ hasText: "Connect to the cluster at" });
    await question.getByRole("button", { name: "Not Now" }).click();
    await workbench.showNotifications();
    await workbench.notification("Not connected to the cluster at tcp://0.0.0.0").waitFor();
    await page.keyboard.press("Escape");
    expect(await inspector.row("away-1").count()).toBe(0);
    await workbench.editor.select(pattern);
    await workbench.runCommand("SnakeBridge: Call");
    await question.getByRole("button", { name: "Connect" }).click();
    await workbench.editor.waitForDecoration(pattern, "Pattern");
    await inspector.rowMatching(/^away-1, Dask cluster at tcp:\/\/0\.0\.0\.0:/).waitFor();
    await inspector.press("away-1", "Restart away-1");
    await workbench.showNotifications();
    const loss = workbench.notification("Restarting Python loses 1 ref");
    await loss.getByRole("button", { name: "Restart" }).click();
    await inspector.row("distant", "lost").waitFor();
    await page.keyboard.press("Escape");
    await workbench.runCommand("SnakeBridge: Call");
    // No question comes in between: this workspace trusts that cluster.
    await inspector.row("distant", "current session", "1 ref").waitFor();
  });

  test("an interpreter without Dask says what to install, and gives the command", async () => {
    await newSession("bare", "bare");
    await workbench.showNotifications();
    const told = workbench.notification("distributed");
    await told.getByRole("button", { name: "Copy Install Command" }).click();
    await workbench.page.getByText(/^Copied: /).waitFor();
    expect(await workbench.readClipboard()).toMatch(/ install .*distributed/);
  });

  test("a setting that is wrong says what is, and runs nothing", async () => {
    await newSession("nowhere", "wrong");
    await workbench.showNotifications();
    const told = workbench.notification(
      'The pool "wrong" of the settings cannot be used: "address"',
    );
    await told.getByRole("button", { name: "Open Settings" }).waitFor();
    expect(await inspector.row("wrong-1").count()).toBe(0);
  });
});
