/**
 * Whole results as read-only text, for those that do not fit behind a statement: peeked at below it, with links
 * from a traceback into its files. What was peeked at is kept until it is closed, nothing else is.
 */
import * as vscode from "vscode";

import { fileLink } from "./fileLinks.js";

const scheme = "snakebridge-result";
const frame = /File "([^"\n]+)", line (\d+)/g;

export class ResultDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  #lastId = 0;
  readonly #registered = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()),
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme }, { provideDocumentLinks: linksIn }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
  );

  /** Shows `text` below a statement, over as many lines as it has. */
  async peek(statement: vscode.Location, text: string): Promise<void> {
    this.#lastId += 1;
    const title = vscode.l10n.t("Result {0}", this.#lastId);
    const uri = vscode.Uri.from({ scheme, path: `/${title}.txt` });
    this.#texts.set(uri.toString(), text);
    const whole = new vscode.Location(uri, new vscode.Position(0, 0));
    await vscode.window.showTextDocument(statement.uri);
    await vscode.commands.executeCommand(
      "editor.action.peekLocations",
      statement.uri,
      statement.range.end,
      [whole],
      "peek",
    );
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

function linksIn(document: vscode.TextDocument): vscode.DocumentLink[] {
  return Array.from(document.getText().matchAll(frame)).flatMap((match) => {
    const [text, file = "", line = ""] = match;
    const target = fileLink(file, Number(line));
    if (!target) return [];
    const start = document.positionAt(match.index);
    const end = document.positionAt(match.index + text.length);
    return [new vscode.DocumentLink(new vscode.Range(start, end), target)];
  });
}
