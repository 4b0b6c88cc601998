/** Notebooks in VS Code's own editor, run by our worker. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import * as vscode from "vscode";

import { pytestInterpreter } from "../vscode/setup/pytestInterpreter.ts";
import { bridge, nextEvent } from "./support.js";

const kernel = { id: "snakebridge", extension: "snakebridge.snakebridge" };

async function openNotebook(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand("notebook.selectKernel", kernel);
  return notebook;
}

async function openSampleNotebook(): Promise<vscode.NotebookDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return await openNotebook(vscode.Uri.joinPath(folder.uri, "cells.ipynb"));
}

/** A notebook that is no file, of such cells: of Python where no language is said. */
async function openCells(
  ...sources: (string | readonly [language: string, source: string])[]
): Promise<vscode.NotebookDocument> {
  const cells = sources.map((each) => {
    const [language, source] = typeof each === "string" ? ["python", each] : each;
    return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, language);
  });
  const data = new vscode.NotebookData(cells);
  return await openNotebook(
    (await vscode.workspace.openNotebookDocument("jupyter-notebook", data)).uri,
  );
}

async function insertCell(
  notebook: vscode.NotebookDocument,
  index: number,
  source: string,
): Promise<void> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, "python");
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(index, [cell])]);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Resolves when `accept` holds of the notebook, now or after a change of it. */
async function until(notebook: vscode.NotebookDocument, accept: () => boolean): Promise<void> {
  if (accept()) return;
  await nextEvent(
    vscode.workspace.onDidChangeNotebookDocument,
    (change) => change.notebook === notebook && accept(),
  );
}

/** Runs all cells; resolves when the one at `last` has ended. */
async function runAll(notebook: vscode.NotebookDocument, last: number): Promise<void> {
  const before = endOf(notebook, last);
  await vscode.commands.executeCommand("notebook.execute");
  await until(notebook, () => ![undefined, before].includes(endOf(notebook, last)));
}

/** Runs one cell that never ran; resolves when it has ended. */
async function run(notebook: vscode.NotebookDocument, index: number): Promise<void> {
  const ranges = [{ start: index, end: index + 1 }];
  await vscode.commands.executeCommand("notebook.cell.execute", { ranges });
  await until(notebook, () => endOf(notebook, index) !== undefined);
}

function endOf(notebook: vscode.NotebookDocument, index: number): number | undefined {
  return notebook.cellAt(index).executionSummary?.timing?.endTime;
}

function itemsOf(cell: vscode.NotebookCell): (readonly [mime: string, text: string])[] {
  const items = cell.outputs.flatMap((output) => output.items);
  return items.map(({ mime, data }) => [mime, new TextDecoder().decode(data)] as const);
}

function textsOf(notebook: vscode.NotebookDocument, index: number): string[] {
  return itemsOf(notebook.cellAt(index)).map(([, text]) => text);
}

async function sessionNamed(label: string): Promise<string> {
  const found = (await (await bridge()).sessions()).find((session) => session.label === label);
  assert.ok(found, `no session is called ${label}`);
  return found.id;
}

function toLabel(label: string | vscode.CompletionItemLabel): string {
  return typeof label === "string" ? label : label.label;
}

async function close(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

suite("notebooks", () => {
  teardown(async () => {
    // What is closed would be kept for when it is opened again.
    for (const { id: sessionId } of await (await bridge()).sessions()) {
      await vscode.commands.executeCommand("snakebridge.releaseSession", { sessionId });
    }
    await close();
  });

  test("cells run in order on the notebook's session, each showing what it prints and ends with", async () => {
    const notebook = await openSampleNotebook();
    await runAll(notebook, 5);
    assert.deepEqual(itemsOf(notebook.cellAt(1)), [
      ["application/vnd.code.notebook.stdout", "printed\n"],
      ["text/plain", "['aa']"],
    ]);
    assert.deepEqual(textsOf(notebook, 2), ["'changed'", "'awaited'"]);
    assert.deepEqual(itemsOf(notebook.cellAt(3))[0], ["text/html", "<b>bold</b>"]);
    assert.match(textsOf(notebook, 4).join(), /, True\)$/);
    const orders = notebook
      .getCells()
      .map(({ executionSummary }) => executionSummary?.executionOrder);
    assert.deepEqual(orders, [undefined, 1, 2, 3, 4, 5, undefined]);
    const session = await sessionNamed("cells.ipynb");
    const names = (await (await bridge()).refs(session)).flatMap((ref) => ref.names);
    assert.deepEqual(names, ["pattern", "handle"]);
  });

  test("a failing cell tells where, with lines that lead there, and what waits is not run", async () => {
    const notebook = await openSampleNotebook();
    await runAll(notebook, 5);
    const [[mime, text] = ["", ""]] = itemsOf(notebook.cellAt(5));
    assert.equal(mime, "application/vnd.code.notebook.error");
    // SAFETY: what VS Code makes of an Error.
    const { name, message, stack } = JSON.parse(text) as Record<string, string>;
    assert.deepEqual([name, message], ["ZeroDivisionError", "division by zero"]);
    assert.match(stack ?? "", /Cell In\[5\], line 2, in divide\n----> 2 return 1 \/ by/);
    assert.deepEqual(notebook.cellAt(6).outputs, []);
  });

  test("a saved notebook is valid, and run twice it differs in nothing but its counts", async () => {
    const notebook = await openSampleNotebook();
    await insertCell(notebook, 5, "pattern");
    await runAll(notebook, 6);
    assert.deepEqual(
      itemsOf(notebook.cellAt(5)).map(([mime]) => mime),
      ["application/vnd.snakebridge.ref+json", "text/plain"],
    );
    await notebook.save();
    await validate(notebook.uri);
    const first = await readNotebook(notebook.uri);
    await runAll(notebook, 6);
    await notebook.save();
    assert.notDeepEqual(await readNotebook(notebook.uri), first);
    assert.deepEqual(withoutCounts(await readNotebook(notebook.uri)), withoutCounts(first));
  });

  test("an interrupt ends an endless loop soon, and the names stay", async () => {
    const notebook = await openCells(
      "kept = [1]\nprint('on', flush=True)\nwhile True: pass",
      "kept",
    );
    await vscode.commands.executeCommand("notebook.execute");
    await until(notebook, () => notebook.cellAt(0).outputs.length > 0);
    const begun = Date.now();
    await vscode.commands.executeCommand("notebook.cancelExecution");
    await until(notebook, () => endOf(notebook, 0) !== undefined);
    assert.ok(Date.now() - begun < 500, `it took ${Date.now() - begun} ms`);
    assert.match(textsOf(notebook, 0).join(), /KeyboardInterrupt/);
    await run(notebook, 1);
    assert.deepEqual(textsOf(notebook, 1), ["[1]"]);
  });

  test("Restart Notebook Session forgets the names and counts anew", async () => {
    const notebook = await openCells("count = globals().get('count', 0) + 1\ncount");
    await runAll(notebook, 0);
    await runAll(notebook, 0);
    assert.deepEqual(textsOf(notebook, 0), ["2"]);
    await vscode.commands.executeCommand("snakebridge.restartNotebook");
    await runAll(notebook, 0);
    assert.deepEqual(textsOf(notebook, 0), ["1"]);
    assert.equal(notebook.cellAt(0).executionSummary?.executionOrder, 1);
  });

  test("completion, hover and signature help know what the notebook's names stand for, in a cell that never ran", async () => {
    const notebook = await openCells("text = 'abc'", "text.replace('a'");
    await run(notebook, 0);
    const { document } = notebook.cellAt(1);
    const edited = nextEvent(
      vscode.window.onDidChangeActiveTextEditor,
      (editor) => editor?.document === document,
    );
    const editor = vscode.window.activeNotebookEditor;
    assert.ok(editor);
    editor.selection = new vscode.NotebookRange(1, 2);
    await vscode.commands.executeCommand("notebook.cell.edit");
    await edited;
    const ask = async <T>(provider: string, character: number) =>
      await vscode.commands.executeCommand<T>(
        `vscode.execute${provider}Provider`,
        document.uri,
        new vscode.Position(0, character),
      );
    const { items } = await ask<vscode.CompletionList>("CompletionItem", "text.repl".length);
    assert.ok(items.some(({ label }) => toLabel(label) === "replace"));
    const hovers = await ask<vscode.Hover[]>("Hover", 1);
    const contents = hovers.flatMap((hover) => hover.contents);
    const texts = contents.filter((part) => part instanceof vscode.MarkdownString);
    assert.match(texts.map(({ value }) => value).join(), /str/);
    const help = await ask<vscode.SignatureHelp>("SignatureHelp", document.lineAt(0).text.length);
    assert.match(help.signatures[0]?.label ?? "", /old, new/);
  });

  test("a cell of Elixir or TypeScript sends the requests that it spells, in the notebook's session", async () => {
    const notebook = await openCells(
      ["elixir", '{:ok, digits} = SnakeBridge.call("re", "compile", ["a+"])'],
      ["elixir", 'SnakeBridge.method(digits, "findall", ["caab"])'],
      [
        "typescript",
        'const root = await bridge.call("math", "sqrt", [16]);\nawait bridge.call("re", "compile", ["b"]);',
      ],
      "digits.pattern, root",
      ["typescript", "1 + 1"],
    );
    await runAll(notebook, 4);
    const [bound, found, compiled, named, refused] = notebook.getCells().map(itemsOf);
    assert.deepEqual([bound, found], [[], [["text/plain", "['aa']"]]]);
    assert.equal(compiled?.[0]?.[0], "application/vnd.snakebridge.ref+json");
    assert.deepEqual(named, [["text/plain", "('a+', 4.0)"]]);
    assert.match(refused?.[0]?.[1] ?? "", /`1 \+ 1` asks Python for nothing/);
  });

  test("a notebook is exported as a script of Python and as a Livebook", async () => {
    const exported = async (command: string) => {
      await openSampleNotebook();
      await vscode.commands.executeCommand(command);
      const document = vscode.window.activeTextEditor?.document;
      const text = document?.getText() ?? "";
      await close();
      return [document?.languageId, text] as const;
    };
    const [python, script] = await exported("snakebridge.exportNotebookAsPython");
    assert.equal(python, "python");
    assert.match(
      script,
      /^# cells\.ipynb\n[^]*print\('printed'\)\n_show\(pattern\.findall\('aab'\)\)\n/,
    );
    const [markdown, livebook] = await exported("snakebridge.exportNotebookAsLivebook");
    assert.equal(markdown, "markdown");
    assert.match(livebook, /^# Cells\n\n```python\nimport asyncio\n/);
  });

  test("a file that is closed and opened again has its names, and counts on", async () => {
    const first = await openSampleNotebook();
    await run(first, 1);
    await close();
    const again = await openSampleNotebook();
    await insertCell(again, 1, "pattern.pattern, Out[1]");
    await run(again, 1);
    assert.deepEqual(textsOf(again, 1), ["('a+', ['aa'])"]);
    assert.equal(again.cellAt(1).executionSummary?.executionOrder, 2);
  });

  test("closing a notebook that is no file ends its session and its worker", async () => {
    const notebook = await openCells("object()");
    await runAll(notebook, 0);
    const running = await bridge();
    const label = notebook.uri.path.split("/").at(-1) ?? "";
    await sessionNamed(label);
    const ended = nextEvent(running.onDidChangeWorkers, (workers) =>
      workers.every(({ pool }) => pool !== label),
    );
    await close();
    await ended;
    assert.ok((await running.sessions()).every((session) => session.label !== label));
  });
});

/** Rejects if the file breaks the format, as the format's own library sees it. */
async function validate({ fsPath }: vscode.Uri): Promise<void> {
  const check = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4))";
  await promisify(execFile)(pytestInterpreter, ["-c", check, fsPath]);
}

async function readNotebook(uri: vscode.Uri): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function withoutCounts(notebook: unknown): unknown {
  const text = JSON.stringify(notebook, (key, value: unknown) =>
    key === "execution_count" ? null : value,
  );
  return JSON.parse(text.replaceAll(/Cell In\[\d+\]/g, "Cell In[]"));
}
