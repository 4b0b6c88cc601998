/**
 * What becomes of documents, as a person sees it. One is closed when no tab shows it any more: VS Code itself may keep
 * it open for minutes after that, because some extension once asked for it. One whose file is renamed or moved is
 * closed and opened elsewhere by VS Code, but stays the same for the person; so does an untitled one that is saved.
 */
import * as vscode from "vscode";

/** What was at `from`, a file or a folder, is at `to` now. */
export interface Move {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

export interface DocumentFates {
  /** The last tab of a document, or the document itself, is closed. */
  closed(uri: vscode.Uri): void;
  moved(move: Move): void;
}

export function followDocuments(fates: DocumentFates): vscode.Disposable {
  /** What is on its way; VS Code closes documents before it says that they arrived. */
  let leaving: readonly Move[] = [];
  const close = async (uri: vscode.Uri): Promise<void> => {
    const isLeaving = leaving.some((move) => movedUri(uri, move));
    // Still there: it was to be moved, but was not.
    if (!isLeaving || (await exists(uri))) fates.closed(uri);
  };
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs((change) => {
      for (const uri of change.closed.flatMap(urisOf)) if (!isShown(uri)) void close(uri);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      // A change of its language closes a document for a moment, and says so here too.
      if (document.isClosed) void close(document.uri);
    }),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => void close(uri)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const from = savedFrom(document);
      if (from) fates.moved({ from, to: document.uri });
    }),
    vscode.workspace.onWillRenameFiles(({ files }) => {
      leaving = [...leaving, ...files.map(toMove)];
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      const arrived = files.map(toMove);
      for (const move of arrived) fates.moved(move);
      leaving = leaving.filter((move) => !arrived.some((one) => isSame(one, move)));
    }),
  );
}

/** Where a document is after a move; undefined if it was not moved. */
export function movedUri(uri: vscode.Uri, { from, to }: Move): vscode.Uri | undefined {
  if (uri.scheme !== from.scheme || uri.authority !== from.authority) return undefined;
  const isMoved = uri.path === from.path || uri.path.startsWith(`${from.path}/`);
  return isMoved ? to.with({ path: `${to.path}${uri.path.slice(from.path.length)}` }) : undefined;
}

function toMove({ oldUri, newUri }: { oldUri: vscode.Uri; newUri: vscode.Uri }): Move {
  return { from: oldUri, to: newUri };
}

function isSame(one: Move, other: Move): boolean {
  return one.from.toString() === other.from.toString() && one.to.toString() === other.to.toString();
}

/** VS Code does not say where a new file's text is from: the active editor still shows it, untitled. */
function savedFrom(document: vscode.TextDocument): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document;
  const isSaved = active?.isUntitled === true && isSameText(active, document);
  return isSaved ? active.uri : undefined;
}

/** What is formatted on saving differs in white space. */
function isSameText(one: vscode.TextDocument, other: vscode.TextDocument): boolean {
  const [words, otherWords] = [one, other].map((each) => each.getText().replaceAll(/\s+/gu, ""));
  return words === otherWords;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // No such file: it has been moved already.
    return false;
  }
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
