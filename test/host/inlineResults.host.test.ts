/** Inline results in real documents: where they stand after edits, and when they go. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { InlineResults, type InlineText } from "../../src/extension/inlineResults.js";
import { closeEditors, openText } from "./support.js";

const seven: InlineText = {
  text: "⇒ 7",
  tone: "result",
  hover: new vscode.MarkdownString("7"),
  id: -1,
  full: () => "7",
};

const lineCommands = [
  "editor.action.insertLineBefore",
  "editor.action.moveLinesDownAction",
  "undo",
  "editor.action.copyLinesDownAction",
  "editor.action.indentLines",
  "editor.action.outdentLines",
  "editor.action.commentLine",
  "undo",
  "editor.action.insertLineAfter",
  "editor.action.deleteLines",
  "undo",
  "redo",
  "editor.action.copyLinesUpAction",
  "editor.action.moveLinesUpAction",
  "editor.action.joinLines",
  "editor.action.transposeLetters",
  "editor.action.trimTrailingWhitespace",
  "lineBreakInsert",
];

/** Times all of them are gone through: more than 300 edits. */
const rounds = 17;

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

  test("goes when its statement is split over two lines", async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), "\n    "));
    assert.equal(results.shownIn(editor.document).size, 0);
  });

  test("goes with a name in its statement that is renamed, and others stay", async () => {
    const { document } = editor;
    results.begin(document, document.lineAt(0).range).show({ ...seven, text: "⇒ a module" });
    const rename = new vscode.WorkspaceEdit();
    rename.replace(document.uri, new vscode.Range(2, 0, 2, 1), "renamed");
    await vscode.workspace.applyEdit(rename);
    assert.deepEqual([...results.shownIn(document).keys()], [0]);
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

  test("stays on its statement through what the editor does to lines, or goes", async function () {
    this.timeout(60_000);
    const statements = Array.from({ length: 30 }, (_, line) => `v${line} = f(${line})`);
    const { document } = editor;
    for (let round = 0; round < rounds; round += 1) {
      editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => {
        edit.replace(new vscode.Range(0, 0, document.lineCount, 0), statements.join("\n"));
      });
      for (const [line, text] of statements.entries()) {
        results.begin(document, document.lineAt(line).range).show({ ...seven, text });
      }
      for (const [step, command] of lineCommands.entries()) {
        const position = new vscode.Position((round + step * 7) % document.lineCount, 2);
        editor.selection = new vscode.Selection(position, position);
        await vscode.commands.executeCommand(command);
        for (const [line, { text }] of results.shownIn(document)) {
          assert.equal(document.lineAt(line).text.trim(), text, `after ${command}, round ${round}`);
        }
      }
      const { size } = results.shownIn(document);
      assert.ok(size > 5, `${size} results were left in round ${round}`);
    }
    assert.ok(rounds * lineCommands.length > 300);
  });

  test("goes with its document", async () => {
    const { document } = editor;
    await closeEditors();
    assert.equal(results.shownIn(document).size, 0);
  });
});
