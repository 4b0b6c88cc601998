/** The menu behind the status bar item: the commands one looks for there. */
import * as vscode from "vscode";

import { refsViewId } from "../viewIds.js";

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
}

export async function showMenu(): Promise<void> {
  const title = "SnakeBridge";
  const chosen = await vscode.window.showQuickPick(menuItems(), { title });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

function menuItems(): readonly MenuItem[] {
  return [
    { label: vscode.l10n.t("$(list-tree) Show Sessions and Refs"), command: `${refsViewId}.focus` },
    { label: vscode.l10n.t("$(search) Search Refs…"), command: "snakebridge.searchRefs" },
    { label: vscode.l10n.t("$(add) New Session…"), command: "snakebridge.newSession" },
    { label: vscode.l10n.t("$(arrow-swap) Switch Session…"), command: "snakebridge.switchSession" },
    { label: vscode.l10n.t("$(debug-stop) Interrupt"), command: "snakebridge.interrupt" },
    {
      label: vscode.l10n.t("$(debug-restart) Restart Worker"),
      command: "snakebridge.restartWorker",
    },
    {
      label: vscode.l10n.t("$(symbol-misc) Select Interpreter…"),
      command: "snakebridge.selectInterpreter",
    },
    { label: vscode.l10n.t("$(terminal) Show Output"), command: "snakebridge.showOutput" },
    { label: vscode.l10n.t("$(output) Show Log"), command: "snakebridge.showLog" },
    { label: vscode.l10n.t("$(gear) Open Settings"), command: "snakebridge.openSettings" },
    { label: vscode.l10n.t("$(book) Open Walkthrough"), command: "snakebridge.openWalkthrough" },
  ];
}
