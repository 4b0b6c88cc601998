/** A worker that dies takes its refs with it, says so, and is replaced by the next call. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { RefsModel } from "../../src/extension/refsModel.js";
import { words } from "../../src/extension/words.js";
import {
  bridge,
  closeEditors,
  nextEvent,
  openSample,
  refNamed,
  refsOf,
  runOn,
  whenBusy,
} from "./support.js";

const assignment = 'pattern = re.compile(r"\\d+")';

suite("a worker that ends", () => {
  teardown(closeEditors);

  test("is reported once, and the next call starts another", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    const lost = await refNamed(editor, "pattern");
    const { workers, onDidExitWorker } = await bridge();
    const exited = nextEvent(onDidExitWorker, () => true);
    killWorker(workers);
    const exit = await exited;
    assert.equal(exit.signal, "SIGKILL");
    assert.deepEqual(exit.sessionsLost, [lost.sessionId]);

    await runOn(editor, assignment, "snakebridge.call");
    const found = await refNamed(editor, "pattern");
    assert.equal(found.sessionId, lost.sessionId);
    assert.notEqual(found.id, lost.id);
  });

  test("fails what it was running with how it ended, and leaves tombstones", async () => {
    const editor = await openSample("patterns.py");
    const running = await bridge();
    const model = new RefsModel(words);
    const listening = [
      running.onDidChangeRefs((change) => model.applyChange(change)),
      running.onDidExitWorker((exit) => model.applyExit(exit)),
    ];
    // What is told only later would die untold with the worker.
    const announced = nextEvent(running.onDidChangeRefs, ({ added }) => added.length > 0);
    await runOn(editor, assignment, "snakebridge.call");
    const { sessionId, id: refId } = await refNamed(editor, "pattern");
    await announced;
    const inFlight = running.call("time", "sleep", [60], { session: sessionId });
    const exited = nextEvent(running.onDidExitWorker, () => true);
    await whenBusy(running);
    killWorker(running.workers);
    await assert.rejects(inFlight, { code: "workerExited", signal: "SIGKILL" });
    await exited;
    const entry = model.sessions(undefined).find(({ info }) => info.id === sessionId);
    assert.equal(entry?.lost, true);
    assert.deepEqual(
      entry.tombstones.map((tombstone) => [tombstone.refId, tombstone.title]),
      [[refId, "pattern"]],
    );
    for (const listener of listening) listener.dispose();
  });

  test("Restart Worker ends it, and the next call starts another", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    const before = (await bridge()).workers[0]?.pid;
    const { sessionId, id: refId } = await refNamed(editor, "pattern");
    const { onDidChangeRefs } = await bridge();
    const released = nextEvent(onDidChangeRefs, ({ removed }) =>
      removed.some((ref) => ref.refId === refId),
    );
    await vscode.commands.executeCommand("snakebridge.releaseRef", { sessionId, refId });
    await released;
    await vscode.commands.executeCommand("snakebridge.restartWorker");
    await runOn(editor, assignment, "snakebridge.call");
    assert.notEqual((await bridge()).workers[0]?.pid, before);
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("hover works again after it", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    const { workers, onDidExitWorker, onDidChangeRefs } = await bridge();
    const exited = nextEvent(onDidExitWorker, () => true);
    killWorker(workers);
    await exited;
    // Hovers ask about names that the editor knows of, and it hears of new ones a moment after the result.
    const bound = nextEvent(
      onDidChangeRefs,
      ({ session }) => session?.names?.includes("pattern") === true,
    );
    await runOn(editor, assignment, "snakebridge.call");
    await bound;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      editor.document.uri,
      new vscode.Position(4, 2),
    );
    assert.equal(hovers.length, 1);
  });
});

function killWorker(workers: Awaited<ReturnType<typeof bridge>>["workers"]): void {
  const pid = workers[0]?.pid;
  assert.ok(pid, "no worker runs");
  process.kill(pid, "SIGKILL");
}
