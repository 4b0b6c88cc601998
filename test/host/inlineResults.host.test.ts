/** Inline results in real documents: where they stand after edits, and when they go. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { InlineResults, type InlineText } from "../../src/extension/inlineResults.js";
import { closeEditors, openText } from "./support.js";

const seven: InlineText = { text: "⇒ 7", tone: "result", hover: new vscode.MarkdownString("7") };

suite("an inline result", () => {
  let results: InlineResults;
  let editor: vscode.TextEditor;

  setup(async () => {
    results = new InlineResults();
    editor = await openText("import a\n\nb = a.c()\n");
    results.begin(editor.document, editor.document.lineAt(2).range).show(seven);
  });

  teardown(async () => {
    results.dispose();
    await closeEditors();
  });

  test("follows its statement when lines are inserted above", async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "import d\n"));
    assert.deepEqual([...results.shownIn(editor.document)], [[3, seven]]);
  });

  test("stays through an edit and its undo elsewhere", async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 8), ", d"));
    await vscode.commands.executeCommand("undo");
    assert.deepEqual([...results.shownIn(editor.document)], [[2, seven]]);
  });

  test("goes when its statement changes", async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 8), "1"));
    assert.equal(results.shownIn(editor.document).size, 0);
  });

  test("goes when its line is deleted", async () => {
    await editor.edit((edit) => edit.delete(editor.document.lineAt(2).rangeIncludingLineBreak));
    assert.equal(results.shownIn(editor.document).size, 0);
  });

  test("gives way to the next one on its line", () => {
    const eight = { ...seven, text: "⇒ 8" };
    results.begin(editor.document, new vscode.Range(2, 4, 2, 9)).show(eight);
    assert.deepEqual([...results.shownIn(editor.document)], [[2, eight]]);
  });

  test("does not appear when its statement changed before it came", async () => {
    const pending = results.begin(editor.document, editor.document.lineAt(2).range);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), "x"));
    pending.show(seven);
    assert.equal(results.shownIn(editor.document).size, 0);
  });

  test("says otherwise once it is not true any more", () => {
    const ended: InlineText = { ...seven, text: "⇒ 7 · gone", tone: "ended" };
    results.update((shown) => (shown === seven ? ended : shown));
    assert.deepEqual([...results.shownIn(editor.document)], [[2, ended]]);
  });

  test("goes with its document", async () => {
    const { document } = editor;
    await closeEditors();
    assert.equal(results.shownIn(document).size, 0);
  });
});
