/** What can be done with the notebook in the active editor as a whole. */
import { basename } from "node:path";

import * as vscode from "vscode";

import { toLivebook, type PlainCell } from "../notebook/livebook.js";
import { notebookType } from "../notebook/notebookType.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";

export async function restartNotebook({ notebooks }: Services): Promise<void> {
  await notebooks.restart();
}

/** As a script that plain Python runs; the adapter reads the cells and runs none. */
export async function exportNotebookAsPython({ bridge }: Services): Promise<void> {
  const { cells, name } = activeNotebook();
  // What is in another language is there to be read.
  const parts = cells.map(({ kind, language, source }) => [
    language === "python" ? kind : "markdown",
    source,
  ]);
  const running = await bridge.get();
  const script = await running.withSession({ releaseOnExit: true }, () =>
    running.call("snakebridge_adapter.notebook.script", "to_script", [parts, name]),
  );
  await open(String(script), "python");
}

export async function exportNotebookAsLivebook(): Promise<void> {
  const { cells, name } = activeNotebook();
  await open(toLivebook(cells, basename(name, ".ipynb")), "markdown");
}

function activeNotebook(): { readonly cells: readonly PlainCell[]; readonly name: string } {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== notebookType) {
    throw new UserMistake(vscode.l10n.t("Open the notebook that is to be exported."));
  }
  const cells = notebook.getCells().map(({ kind, document }): PlainCell => ({
    kind: kind === vscode.NotebookCellKind.Code ? "code" : "markdown",
    language: document.languageId,
    source: document.getText(),
  }));
  return { cells, name: basename(notebook.uri.path) };
}

/** Beside the notebook, untitled: where it is kept, the person says when saving. */
async function open(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
}
