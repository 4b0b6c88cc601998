/**
 * Which session the calls of the active editor run in, in the status bar while it has one; a click lets the person
 * switch. Documents that share a session show the same name.
 */
import * as vscode from "vscode";

import type { DocumentSessions } from "./documentSessions.js";
import { plainText } from "./plainText.js";

export function showSession(sessions: DocumentSessions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("session", vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t("SnakeBridge Session");
  item.command = "snakebridge.switchSession";
  const update = () => {
    const document = vscode.window.activeTextEditor?.document;
    const sessionId = document && sessions.find(document);
    if (sessionId === undefined) {
      item.hide();
      return;
    }
    const label = plainText(sessions.labelOf(sessionId));
    item.text = `$(symbol-namespace) ${label}`;
    item.tooltip = vscode.l10n.t("Calls of this document run in the session {0}", label);
    item.accessibilityInformation = { label: item.tooltip, role: "button" };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    sessions.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
