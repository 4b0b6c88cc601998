/** Pools of the setting: where sessions live, what is apart, and what a change of the setting does. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { bridge, closeEditors, nextEvent, openText, refsOf, runOn, whenBusy } from "./support.js";

const assignment = "p = re.compile('a')";
const where = "os.getenv('WHERE')";
const source = `import os, re, time\n${assignment}\n${where}\ntime.sleep(60)\n`;
const side = { env: { WHERE: "side" }, affinity: "strict_fail_fast" };

suite("pools", () => {
  setup(() => setPools({ main: {}, side }));

  teardown(async () => {
    await closeEditors();
    await (await bridge()).restart();
    await setPools(undefined);
  });

  test("keep sessions apart: each on its worker, with its environment, for life", async () => {
    const running = await bridge();
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    await running.openSession("aside", { pool: "side" });
    const pidOf = (session: string) => running.call("os", "getpid", [], { session });
    const pid = await pidOf("aside");
    assert.equal(await running.run(`import os; ${where}`, { session: "aside" }), "side");
    assert.equal(await running.call("os", "getenv", ["WHERE"], { pool: "main" }), null);
    await vscode.commands.executeCommand("snakebridge.switchSession", { sessionId: "aside" });
    await runOn(editor, assignment, "snakebridge.call");
    assert.deepEqual(
      (await refsOf(editor)).map(({ names }) => names),
      [["p"]],
    );
    assert.equal(await pidOf("aside"), pid);
    const workers = running.workers.filter(({ state }) => state !== "exited");
    assert.deepEqual(workers.map(({ workerId }) => workerId).sort(), ["main-1", "side-1"]);
    await vscode.commands.executeCommand("snakebridge.releaseSession");
  });

  test("set to fail fast refuse while busy, and Interrupt frees the worker chosen", async () => {
    const running = await bridge();
    await running.openSession("aside", { pool: "side" });
    await running.run("import time", { session: "aside" });
    const busy = whenBusy(running);
    const slow = running.run("time.sleep(60)", { session: "aside" });
    const ended = assert.rejects(slow, { code: "cancelled" });
    await busy;
    await assert.rejects(running.run("1", { session: "aside" }), {
      code: "workerBusy",
      workerId: "side-1",
    });
    await vscode.commands.executeCommand("snakebridge.interrupt", { workerId: "main-1" });
    assert.equal(running.workers.find(({ workerId }) => workerId === "side-1")?.state, "busy");
    await vscode.commands.executeCommand("snakebridge.interrupt", { workerId: "side-1" });
    await ended;
  });

  test("restart one by one", async () => {
    const running = await bridge();
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    await running.call("os", "getpid", [], { pool: "side", session: "aside" });
    const before = pids(running.workers);
    await vscode.commands.executeCommand("snakebridge.restartWorker", { workerId: "side-1" });
    await running.call("os", "getpid", [], { pool: "side", session: "aside" });
    const after = pids(running.workers);
    assert.equal(after.get("main-1"), before.get("main-1"));
    assert.notEqual(after.get("side-1"), before.get("side-1"));
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("that change hold at once where nothing is lost by it", async () => {
    const running = await bridge();
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    await running.call("os", "getpid", [], { pool: "side", session: "aside" });
    const main = pids(running.workers).get("main-1");
    const gone = nextEvent(running.onDidChangeWorkers, (workers) =>
      workers.some(({ workerId, state }) => workerId === "side-1" && state === "exited"),
    );
    await setPools({ main: {}, side: { env: { WHERE: "elsewhere" } }, third: {} });
    await gone;
    const ask = (pool: string) => running.call("os", "getenv", ["WHERE"], { pool, session: "new" });
    assert.equal(await ask("side"), "elsewhere");
    assert.equal(await ask("third"), null);
    assert.equal(pids(running.workers).get("main-1"), main);
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("with an interpreter that is not there fail alone", async () => {
    await setPools({ main: {}, broken: { python: "/nowhere/python" } });
    const running = await bridge();
    await assert.rejects(running.run("1", { pool: "broken", session: "b" }), {
      code: "interpreter",
    });
    assert.equal(await running.run("1", { session: "m" }), 1);
  });
});

function pids(workers: Awaited<ReturnType<typeof bridge>>["workers"]) {
  return new Map(workers.map(({ workerId, pid }) => [workerId, pid]));
}

async function setPools(pools: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration("snakebridge");
  await settings.update("pools", pools, vscode.ConfigurationTarget.Workspace);
}
