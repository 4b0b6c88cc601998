/** Objects taken out of the inspector: as text, as a document, into an editor, as a ref or name of their own. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { copyRefs } from "../../src/extension/copyRefs.js";
import type { PathStep } from "../../src/protocol/inspection.js";
import { bridge, closeEditors, openText, refNamed, refsOf, runOn } from "./support.js";

const assignment = `d = types.SimpleNamespace(
    k=[re.compile("a"), (1, "ü")], text='{"json": true}', blob=bytes(range(40))
)`;
const source = `import re, types\n${assignment}\n`;

suite("an object", () => {
  let editor: vscode.TextEditor;
  let row: { readonly sessionId: string; readonly refId: string };

  setup(async () => {
    editor = await openText(source);
    await runOn(editor, assignment, "snakebridge.runSelection");
    const { id: refId, sessionId } = await refNamed(editor, "d");
    row = { sessionId, refId };
  });

  teardown(closeEditors);

  async function run(command: string, ...path: readonly PathStep[]): Promise<void> {
    await vscode.commands.executeCommand(command, { ...row, path });
  }

  async function copied(command: string, ...path: readonly PathStep[]): Promise<string> {
    await vscode.env.clipboard.writeText("");
    await run(command, ...path);
    return await vscode.env.clipboard.readText();
  }

  test("is copied in every form, from any depth", async () => {
    const item = [{ attr: "k" }, { item: 1 }] as const;
    assert.equal(await copied("snakebridge.copyValue", ...item), "(1, 'ü')");
    assert.equal(await copied("snakebridge.copyValue", { attr: "text" }), '{"json": true}');
    assert.equal(await copied("snakebridge.copyExpression", ...item), "d.k[1]");
    assert.equal(await copied("snakebridge.copyPath", ...item), "d.k[1]");
    assert.equal(await copied("snakebridge.copyJson", ...item), '[\n  1,\n  "ü"\n]');
    const pattern = [{ attr: "k" }, { item: 0 }, { attr: "match" }] as const;
    assert.equal(
      await copied("snakebridge.copyPythonCall", ...pattern),
      "result = d.k[0].match(string)\n",
    );
    assert.match(
      await copied("snakebridge.copyTypeScriptCall", ...pattern),
      /^const result = await/,
    );
    assert.match(
      await copied("snakebridge.copyElixirCall", ...pattern),
      /^\{:ok, step1\} = SnakeBr/,
    );
  });

  test("is copied with others, and those without a text are told of", async () => {
    const running = await bridge();
    const { sessionId: session } = row;
    const made = await running.call("collections", "deque", [[1, 2]], { session, as: "ref" });
    const other = await running.call("collections", "deque", [[3]], { session, as: "ref" });
    const bare = await running.call("builtins", "object", [], { session, as: "ref" });
    assert.ok(running.isRef(made) && running.isRef(other) && running.isRef(bare));
    const refs = [made.id, bare.id, other.id];
    assert.equal(await copyRefs(running, [{ session, refs }]), 2);
    assert.equal(await vscode.env.clipboard.readText(), "deque([1, 2])\ndeque([3])");
    await assert.rejects(copyRefs(running, [{ session, refs: [bare.id] }]), /no such text/);
  });

  test("opens as a read-only document in its language", async () => {
    await run("snakebridge.openAsDocument", { attr: "text" });
    const { document } = activeEditor();
    assert.equal(document.getText(), '{"json": true}');
    assert.equal(document.languageId, "json");
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), undefined);
  });

  test("opens its bytes in hexadecimal", async () => {
    await run("snakebridge.openAsHex", { attr: "blob" });
    assert.match(activeEditor().document.getText(), /^00000000 {2}00 01 02 03/);
  });

  test("is inserted as an expression, which one undo takes back", async () => {
    const before = editor.document.getText();
    const end = editor.document.positionAt(before.length);
    editor.selection = new vscode.Selection(end, end);
    await run("snakebridge.insertExpression", { attr: "k" }, { item: 0 });
    assert.equal(editor.document.getText(), `${before}d.k[0]`);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
  });

  test("becomes a ref of its own when a part is kept", async () => {
    await run("snakebridge.keepPart", { attr: "k" }, { item: 0 });
    const kept = (await refsOf(editor)).find(({ typeName }) => typeName === "Pattern");
    assert.equal(kept?.pinned, true);
  });

  test("gets a name of its own", async () => {
    const path = [{ attr: "k" }, { item: 0 }];
    await vscode.commands.executeCommand("snakebridge.bindName", { ...row, path, name: "first" });
    const names = (await refsOf(editor)).flatMap((ref) => ref.names);
    assert.deepEqual(names.sort(), ["d", "first"]);
    assert.equal((await refNamed(editor, "first")).qualifiedType, "re.Pattern");
    assert.equal(await copied("snakebridge.copyExpression"), "d");
  });

  test("leads to the Python source of its type", async () => {
    const editorOfJson = await openText("import json\ndecoder = json.JSONDecoder()\n");
    await runOn(editorOfJson, "decoder = json.JSONDecoder()", "snakebridge.call");
    const { id: refId, sessionId } = await refNamed(editorOfJson, "decoder");
    await vscode.commands.executeCommand("snakebridge.openTypeSource", { sessionId, refId });
    const { document, selection } = activeEditor();
    assert.match(document.fileName, /json[\\/]decoder\.py$/);
    assert.match(document.lineAt(selection.active.line).text, /JSONDecoder|def /);
  });

  test("shows its details", async () => {
    await run("snakebridge.showDetails");
  });
});

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, "no editor is active");
  return editor;
}
