/** What the window's history keeps of what commands run, and what can be done with it. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import type { SnakeBridgeApi } from "../../src/extension/api.js";
import {
  api,
  bridge,
  closeEditors,
  nextEvent,
  openText,
  refsOf,
  runOn,
  sessionOf,
} from "./support.js";

const text = `import re
a = re.compile("a")
b = a.match("a")
print("heard")
c = re.compile("c")
1 / 0
`;

type Entries = SnakeBridgeApi["history"];

suite("the history", () => {
  let editor: vscode.TextEditor;
  let history: Entries;

  setup(async () => {
    ({ history } = await api());
    await vscode.commands.executeCommand("snakebridge.history.focus");
    await vscode.commands.executeCommand("snakebridge.clearHistory");
    editor = await openText(text);
  });

  teardown(closeEditors);

  const run = (source: string) => runOn(editor, source, "snakebridge.runSelection");
  const summary = () => history().map(({ source, status }) => `${source} ${status}`);
  const idOf = (source: string) => {
    const entry = history().findLast((each) => each.source === source);
    assert.ok(entry, `${source} is no entry`);
    return { id: entry.id };
  };

  test("has each run with what came of it, the newest last", async () => {
    await run('a = re.compile("a")');
    await run('print("heard")');
    await run("1 / 0");
    assert.deepEqual(summary(), [
      'a = re.compile("a") done',
      'print("heard") done',
      "1 / 0 failed",
    ]);
    const [first, second, third] = history();
    assert.equal(first?.result?.refId, (await refsOf(editor))[0]?.id);
    assert.ok(first);
    assert.equal(first.place?.range?.start.line, 1);
    assert.ok(Number(first.durationMs) > 0);
    assert.deepEqual(second?.output, [{ stream: "stdout", text: "heard\n" }]);
    assert.match(String(third?.error), /ZeroDivisionError/);
  });

  test("runs an entry again as a new one", async () => {
    await run('a = re.compile("a")');
    await vscode.commands.executeCommand("snakebridge.rerunEntry", idOf('a = re.compile("a")'));
    assert.deepEqual(summary(), ['a = re.compile("a") done', 'a = re.compile("a") done']);
    assert.ok((await refsOf(editor)).some(({ names }) => names.includes("a")));
  });

  test("opens as a notebook, whose cells do again what was done", async () => {
    await run('a = re.compile("a")');
    await run('b = a.match("a")');
    await run("1 / 0");
    await vscode.commands.executeCommand("snakebridge.openHistoryAsNotebook");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.ok(notebook);
    assert.match(notebook.cellAt(0).document.getText(), /a = re\.compile\("a"\)$/);
    assert.equal(notebook.cellCount, 2);
    await vscode.commands.executeCommand("notebook.selectKernel", {
      id: "snakebridge",
      extension: "snakebridge.snakebridge",
    });
    const ended = nextEvent(
      vscode.workspace.onDidChangeNotebookDocument,
      () => notebook.cellAt(1).executionSummary?.success !== undefined,
    );
    await vscode.commands.executeCommand("notebook.execute");
    await ended;
    assert.ok(notebook.getCells().every(({ executionSummary }) => executionSummary?.success));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("gives an entry to be edited, in its session", async () => {
    await run('a = re.compile("a")');
    await vscode.commands.executeCommand("snakebridge.editEntry", idOf('a = re.compile("a")'));
    const { activeTextEditor } = vscode.window;
    assert.ok(activeTextEditor && activeTextEditor !== editor);
    assert.equal(activeTextEditor.document.getText(), 'import re\na = re.compile("a")');
    assert.equal(await sessionOf(activeTextEditor), await sessionOf(editor));
  });

  test("leads to the source, to the ref and to the clipboard, and forgets", async () => {
    await run('a = re.compile("a")');
    const entry = idOf('a = re.compile("a")');
    await openText("elsewhere = 1\n");
    await vscode.commands.executeCommand("snakebridge.openEntrySource", entry);
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.getText(active.selection), 'a = re.compile("a")');
    await vscode.commands.executeCommand("snakebridge.revealEntryRef", entry);
    await vscode.commands.executeCommand("snakebridge.copyEntry", entry);
    assert.equal(await vscode.env.clipboard.readText(), 'a = re.compile("a")');
    await vscode.commands.executeCommand("snakebridge.removeEntry", entry);
    assert.deepEqual(summary(), []);
  });

  test("runs what a restart lost again, first what others need", async () => {
    await run('a = re.compile("a")');
    await run('b = a.match("a")');
    await run('c = re.compile("c")');
    await loseAll();
    assert.ok(history().every(({ isLost }) => isLost));
    await vscode.commands.executeCommand("snakebridge.replayHistory", idOf('b = a.match("a")'));
    assert.deepEqual(
      history().map(({ isLost }) => isLost),
      [false, false, true],
    );
    const names = (await refsOf(editor)).flatMap((ref) => ref.names);
    assert.deepEqual(names.sort(), ["a", "b"]);
  });

  test("marks what needs a step that fails, and runs the rest", async () => {
    const once = await openText(
      "import re, sys\nsys.x = 1\na = sys.x\nb = a + 1\nc = re.compile('c')\n",
    );
    for (const line of ["sys.x = 1", "a = sys.x", "b = a + 1", "c = re.compile('c')"]) {
      await runOn(once, line, "snakebridge.runSelection");
    }
    const chosen = ["a = sys.x", "b = a + 1", "c = re.compile('c')"].map(idOf);
    await loseAll();
    await vscode.commands.executeCommand("snakebridge.replayHistory", chosen[0], chosen);
    const statuses = history().map(({ source, status }) => [source, status]);
    assert.deepEqual(statuses.slice(1), [
      ["a = sys.x", "failed"],
      ["b = a + 1", "skipped"],
      ["c = re.compile('c')", "done"],
    ]);
  });
});

/** Ends the worker as a crash would. */
async function loseAll(): Promise<void> {
  const running = await bridge();
  const exited = nextEvent(running.onDidExitWorker, () => true);
  running.run("import os; os._exit(3)").catch(() => undefined);
  await exited;
}
