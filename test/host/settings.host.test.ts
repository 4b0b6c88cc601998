/** Settings reach Python: which one runs, how long it may, and how long refs live. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { bridge, closeEditors, nextEvent, openText, refsOf, runOn, sessionOf } from "./support.js";

const assignment = "p = re.compile('a')";
const source = `import re, time\n${assignment}\ntime.sleep(60)\n`;

suite("settings", () => {
  teardown(async () => {
    await closeEditors();
    for (const key of ["python.path", "timeoutMs", "refTtlSeconds", "sessionMaxRefs"]) {
      await change(key, undefined);
    }
    await vscode.commands.executeCommand("snakebridge.restartWorker");
  });

  test("refTtlSeconds and sessionMaxRefs hold for the next worker, and say so", async () => {
    await change("refTtlSeconds", 77);
    await change("sessionMaxRefs", 5);
    await vscode.commands.executeCommand("snakebridge.restartWorker");
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    const id = await sessionOf(editor);
    const session = (await (await bridge()).sessions()).find((entry) => entry.id === id);
    assert.deepEqual(session?.ttlSeconds, { value: 77, source: "setting" });
    assert.deepEqual(session.maxRefs, { value: 5, source: "setting" });
  });

  test("what goes over a limit is taken away, and the event says why", async () => {
    await change("sessionMaxRefs", 1);
    await vscode.commands.executeCommand("snakebridge.restartWorker");
    const editor = await openText("import re\na = re.compile('a')\nb = re.compile('b')\n");
    const { onDidChangeRefs } = await bridge();
    const removal = (wanted: string) =>
      nextEvent(onDidChangeRefs, ({ removed }) => removed.some(({ reason }) => reason === wanted));
    const evicted = removal("evicted");
    await runOn(editor, "a = re.compile('a')", "snakebridge.call");
    await runOn(editor, "b = re.compile('b')", "snakebridge.call");
    await evicted;
    assert.deepEqual((await refsOf(editor))[0]?.names, ["b"]);
    const expired = removal("expired");
    await (await bridge()).openSession(await sessionOf(editor), { ttlSeconds: 1 });
    await expired;
    assert.deepEqual(await refsOf(editor), []);
  });

  test("timeoutMs interrupts what runs too long, and Python lives on", async () => {
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    const before = (await bridge()).workers[0]?.pid;
    await change("timeoutMs", 200);
    await runOn(editor, "time.sleep(60)", "snakebridge.call");
    assert.equal((await bridge()).workers[0]?.pid, before);
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("python.path names the interpreter; a wrong one starts nothing", async () => {
    await change("python.path", "/nowhere/python");
    await vscode.commands.executeCommand("snakebridge.restartWorker");
    const editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.call");
    const running = (await bridge()).workers.filter(({ state }) => state === "ready");
    assert.deepEqual(running, []);
  });
});

async function change(key: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration("snakebridge");
  await settings.update(key, value, vscode.ConfigurationTarget.Workspace);
}
