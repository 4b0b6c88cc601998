/**
 * When a person has closed a document: no tab shows it any more. VS Code itself may keep a document open for
 * minutes after that, because some extension once asked for it.
 */
import * as vscode from "vscode";

/** Calls `listener` whenever the last tab of a document, or the document itself, is closed. */
export function onDidCloseForPerson(listener: (uri: vscode.Uri) => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const uri of closed.flatMap(urisOf)) if (!isShown(uri)) listener(uri);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      // A change of its language closes a document for a moment, and says so here too.
      if (document.isClosed) listener(document.uri);
    }),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => listener(uri)),
  );
}

function isShown(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(urisOf).some((shown) => shown.toString() === uri.toString());
}

function urisOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  if (input instanceof vscode.TabInputNotebook) return [input.uri];
  return [];
}
