/** All of a result: on the clipboard, below its statement, with links from a traceback into its files. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { closeEditors, nextEvent, openSample, openText, runOn, select } from "./support.js";

const text = "'one\\ntwo'.upper()\n\nwrong = {}['missing']\n";

suite("the whole of a result", () => {
  let editor: vscode.TextEditor;

  setup(async () => {
    editor = await openText(text);
    await vscode.env.clipboard.writeText("nothing");
  });

  teardown(closeEditors);

  test("is copied as it is, over all its lines", async () => {
    await runOn(editor, "'one\\ntwo'.upper()", "snakebridge.runSelection");
    await vscode.commands.executeCommand("snakebridge.copyResult");
    assert.equal(await vscode.env.clipboard.readText(), "ONE\nTWO");
  });

  test("is peeked at below its statement", async () => {
    await runOn(editor, "'one\\ntwo'.upper()", "snakebridge.runSelection");
    assert.equal((await peek()).getText(), "ONE\nTWO");
  });

  test("is not there on a line without one", async () => {
    select(editor, text.slice(-1));
    await vscode.commands.executeCommand("snakebridge.copyResult");
    await vscode.commands.executeCommand("snakebridge.copyResult", { resultId: "no such" });
    assert.equal(await vscode.env.clipboard.readText(), "nothing");
  });

  test("leads from a traceback to the lines of its files", async () => {
    const sample = await openSample("patterns.py");
    await runOn(sample, 'broken = re.compile("(")', "snakebridge.call");
    const traceback = await peek();
    assert.match(traceback.getText(), /^Traceback/);
    const links = await vscode.commands.executeCommand<readonly vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      traceback.uri,
    );
    const [{ target } = {}] = links.filter(({ target: uri }) => uri?.path.endsWith(".py"));
    assert.match(target?.fragment ?? "", /^L\d+$/);
  });

  async function peek(): Promise<vscode.TextDocument> {
    const opened = nextEvent(
      vscode.workspace.onDidOpenTextDocument,
      ({ uri }) => uri.scheme === "snakebridge-result",
    );
    await vscode.commands.executeCommand("snakebridge.showResult");
    return await opened;
  }
});
