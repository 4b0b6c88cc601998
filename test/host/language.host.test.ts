/** Language features in the real editor: what they find, whom they ask, and that nothing waits for Python. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { askedMs, within } from "../../src/extension/languageFeatures.js";
import { bridge, closeEditors, nextEvent, openText, runOn } from "./support.js";
import { Wire } from "./wire.js";

const made = "shelf = collections.OrderedDict(a=[1, 2], b='two')";
const text = `import collections\n${made}\nshelf.\nshelf["\nshelf.get(\nstranger.\n`;

suite("language features", () => {
  let editor: vscode.TextEditor;

  setup(async () => {
    editor = await openText(text);
    const { onDidChangeRefs } = await bridge();
    const named = nextEvent(
      onDidChangeRefs,
      ({ session }) => session?.names?.includes("shelf") === true,
    );
    await runOn(editor, made, "snakebridge.call");
    await named;
  });

  teardown(async () => {
    await vscode.workspace
      .getConfiguration("snakebridge")
      .update("inlayHints", undefined, vscode.ConfigurationTarget.Global);
    await closeEditors();
  });

  test("complete attributes of a live object, marked as live", async () => {
    const items = await complete(2, 6, ".");
    const popitem = items.find(({ label }) => nameOf(label) === "popitem");
    assert.equal(popitem?.kind, vscode.CompletionItemKind.Method);
    assert.match(popitem.detail ?? "", /^live: /);
  });

  test("complete the keys of a live dict and close what is open", async () => {
    const items = await complete(3, 7, '"');
    const live = items.filter(({ detail }) => detail?.startsWith("live: "));
    assert.deepEqual(
      live.map(({ insertText }) => insertText),
      ['a"]', 'b"]'],
    );
  });

  test("tell the signature of a live method", async () => {
    const help = await ask<vscode.SignatureHelp>("executeSignatureHelpProvider", 4, 10);
    assert.match(help.signatures[0]?.label ?? "", /^get\(key/);
  });

  test("lead from a name to the line that made it, where it stands now", async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n\n"));
    const found = await ask<readonly vscode.Location[]>("executeDefinitionProvider", 4, 2);
    assert.deepEqual(
      found.map(({ uri, range }) => [uri.toString(), range.start.line]),
      [[editor.document.uri.toString(), 3]],
    );
  });

  test("show types behind names when inlayHints is on, and only then", async () => {
    assert.deepEqual(await hints(), []);
    await vscode.workspace
      .getConfiguration("snakebridge")
      .update("inlayHints", true, vscode.ConfigurationTarget.Global);
    const [hint] = await hints();
    assert.equal(hint?.label, "OrderedDict (2)");
    assert.deepEqual(hint.position, new vscode.Position(1, 5));
  });

  test("show types also where Python was late with them", async () => {
    const pid = (await bridge()).workers[0]?.pid;
    assert.ok(pid, "no worker runs");
    await vscode.workspace
      .getConfiguration("snakebridge")
      .update("inlayHints", true, vscode.ConfigurationTarget.Global);
    process.kill(pid, "SIGSTOP");
    try {
      assert.deepEqual(await hints(), []);
      using wire = new Wire();
      process.kill(pid, "SIGCONT");
      await wire.find(/"method":"textDocument\/inlayHint"/);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    assert.equal((await hints())[0]?.label, "OrderedDict (2)");
  });

  test("ask nothing about names that are not bound, and wait for no Python that hears nothing", async () => {
    const pid = (await bridge()).workers[0]?.pid;
    assert.ok(pid, "no worker runs");
    process.kill(pid, "SIGSTOP");
    try {
      const asked = ask("executeHoverProvider", 2, 2);
      const unasked = ask("executeHoverProvider", 5, 2);
      // Both would be given up, the first one first: only what was not even asked can overtake it.
      const first = await Promise.race([asked.then(() => "asked"), unasked.then(() => "unasked")]);
      assert.equal(first, "unasked");
      assert.deepEqual([await asked, await unasked], [[], []]);
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });

  test("are given up and cancelled as soon as the editor cancels", async () => {
    const editorWaits = new vscode.CancellationTokenSource();
    const told = { isCancelled: false };
    const asked = within(60_000, editorWaits.token, (token) => {
      token.onCancellationRequested(() => (told.isCancelled = true));
      return new Promise<never>(() => undefined);
    });
    editorWaits.cancel();
    assert.equal(await asked, undefined);
    assert.ok(told.isCancelled);
  });

  test("a hover that the editor gives up is cancelled in the worker, before its time is over", async () => {
    const pid = (await bridge()).workers[0]?.pid;
    assert.ok(pid, "no worker runs");
    using wire = new Wire();
    process.kill(pid, "SIGSTOP");
    try {
      editor.selection = new vscode.Selection(2, 2, 2, 2);
      void vscode.commands.executeCommand("editor.action.showHover");
      const [, id = ""] = await wire.find(/"id":(\d+),"method":"textDocument\/hover"/);
      const askedAt = performance.now();
      await vscode.commands.executeCommand("editor.action.hideHover");
      await wire.find(new RegExp(String.raw`"\$/cancelRequest","params":\{"id":${id}\}`));
      assert.ok(performance.now() - askedAt < askedMs, "given up by us, not by the editor");
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });

  async function ask<T>(command: string, line: number, character: number): Promise<T> {
    const position = new vscode.Position(line, character);
    return await vscode.commands.executeCommand<T>(
      `vscode.${command}`,
      editor.document.uri,
      position,
    );
  }

  async function complete(line: number, character: number, trigger: string) {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      editor.document.uri,
      new vscode.Position(line, character),
      trigger,
    );
    return items;
  }

  async function hints(): Promise<readonly vscode.InlayHint[]> {
    const { document } = editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    return await vscode.commands.executeCommand<readonly vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      whole,
    );
  }
});

function nameOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === "string" ? label : label.label;
}
