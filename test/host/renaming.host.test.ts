/** A file that is renamed or moved, or shown twice: for the person its document is the same one. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { InlineResults, type InlineText } from "../../src/extension/inlineResults.js";
import {
  api,
  bridge,
  closeEditors,
  nextEvent,
  openText,
  refNamed,
  refsOf,
  runOn,
  sessionOf,
} from "./support.js";

const text = "import re\n\nmade = re.compile('a')\n";
const made = "made = re.compile('a')";

const shown: InlineText = {
  text: "⇒ re.Pattern",
  tone: "result",
  hover: new vscode.MarkdownString("re.Pattern"),
  id: -1,
  full: () => "re.Pattern",
};

suite("a document whose file is renamed", () => {
  let results: InlineResults;
  let editor: vscode.TextEditor;

  setup(async () => {
    results = new InlineResults();
    editor = await openNew("old/before.py");
    await runOn(editor, made, "snakebridge.call");
    results.begin(editor.document, editor.document.lineAt(2).range).show(shown);
  });

  teardown(async () => {
    results.dispose();
    await closeEditors();
  });

  test("keeps its session with its refs and names, which is called after it", async () => {
    const session = await sessionOf(editor);
    const renamed = await rename("old/before.py", "old/after.py", "old/after.py");
    assert.equal(await sessionOf(renamed), session);
    await runOn(renamed, "re.compile('a')", "snakebridge.call");
    assert.ok((await refsOf(renamed)).some(({ names }) => names.includes("made")));
    const sessions = await (await bridge()).sessions();
    assert.equal(sessions.find(({ id }) => id === session)?.label, "after.py");
  });

  test("keeps what stands behind its statements", async () => {
    const { document } = await rename("old/before.py", "old/after.py", "old/after.py");
    assert.deepEqual([...results.shownIn(document)], [[2, shown]]);
  });

  test("keeps it also when its folder is renamed", async () => {
    const session = await sessionOf(editor);
    const renamed = await rename("old", "new", "new/before.py");
    assert.equal(await sessionOf(renamed), session);
    assert.deepEqual([...results.shownIn(renamed.document)], [[2, shown]]);
  });

  test("is where its refs are known to come from", async () => {
    const { sessionId, id: refId } = await refNamed(editor, "made");
    await rename("old/before.py", "old/after.py", "old/after.py");
    await openText("elsewhere = 1\n");
    await vscode.commands.executeCommand("snakebridge.revealOrigin", { sessionId, refId });
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.uri.toString(), uriOf("old/after.py").toString());
    assert.equal(active.document.getText(active.selection), made);
  });

  test("loses its session once it is closed under its new name", async () => {
    const renamed = await rename("old/before.py", "old/after.py", "old/after.py");
    const session = await sessionOf(renamed);
    await closeEditors();
    const sessions = await (await bridge()).sessions();
    assert.ok(sessions.every(({ id }) => id !== session));
  });

  test("shown in two editors, has all behind it until the last one closes", async () => {
    const { document } = editor;
    const session = await sessionOf(editor);
    await vscode.commands.executeCommand("workbench.action.splitEditor");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    assert.equal((await api()).sessionOf(document), session);
    assert.deepEqual([...results.shownIn(document)], [[2, shown]]);
  });

  /** Gives the editor of what was `from`, once all has followed it. */
  async function rename(from: string, to: string, opened: string): Promise<vscode.TextEditor> {
    const moved = nextEvent(results.onDidChange, () => true);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uriOf(from), uriOf(to), { overwrite: true });
    assert.ok(await vscode.workspace.applyEdit(edit), "it was not renamed");
    await moved;
    return await vscode.window.showTextDocument(uriOf(opened));
  }
});

function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the host has no workspace");
  return vscode.Uri.joinPath(folder.uri, path);
}

async function openNew(path: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
  return await vscode.window.showTextDocument(uriOf(path));
}
