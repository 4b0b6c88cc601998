/** Python that reacts to nothing: what a person can do about it. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { bridge, closeEditors, nextEvent, openSample, refsOf, runOn } from "./support.js";

/** Sleeps in C without letting any other thread run. */
const stuck = "import ctypes\nctypes.PyDLL(None).usleep(60_000_000)";

suite("a worker that does not react", () => {
  teardown(closeEditors);

  test("is killed by Kill Worker, not by waiting or interrupting, and the next call starts another", async () => {
    const editor = await openSample("patterns.py");
    const running = await bridge();
    const known = nextEvent(running.onDidChangeWorkers, (workers) =>
      workers.some(({ state }) => state === "unresponsive"),
    );
    const call = running.run(stuck, { session: "stuck" });
    const killed = assert.rejects(call, { code: "workerExited", signal: "SIGKILL" });
    await known;
    await vscode.commands.executeCommand("snakebridge.keepWaiting");
    await vscode.commands.executeCommand("snakebridge.interrupt");
    assert.equal(running.workers[0]?.state, "unresponsive");
    await vscode.commands.executeCommand("snakebridge.killWorker");
    await killed;
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    assert.equal((await refsOf(editor)).length, 1);
  });
});
