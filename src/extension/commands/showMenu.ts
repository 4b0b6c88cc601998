/** The menu behind the status bar item: the commands one looks for there. */
import * as vscode from "vscode";

import { refsViewId } from "../refsView.js";

interface MenuItem extends vscode.QuickPickItem {
  readonly command: string;
}

export async function showMenu(): Promise<void> {
  const title = "SnakeBridge";
  const chosen = await vscode.window.showQuickPick(menuItems(), { title });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

function menuItems(): readonly MenuItem[] {
  const { t } = vscode.l10n;
  return [
    { label: t("$(list-tree) Show Sessions and Refs"), command: `${refsViewId}.focus` },
    { label: t("$(search) Search Refs…"), command: "snakebridge.searchRefs" },
    { label: t("$(arrow-swap) Switch Session…"), command: "snakebridge.switchSession" },
    { label: t("$(debug-stop) Interrupt"), command: "snakebridge.interrupt" },
    { label: t("$(debug-restart) Restart Worker"), command: "snakebridge.restartWorker" },
    { label: t("$(symbol-misc) Select Interpreter…"), command: "snakebridge.selectInterpreter" },
    { label: t("$(terminal) Show Output"), command: "snakebridge.showOutput" },
    { label: t("$(output) Show Log"), command: "snakebridge.showLog" },
    { label: t("$(gear) Open Settings"), command: "snakebridge.openSettings" },
  ];
}
