/** What to do next, as buttons of messages that say why something cannot be done. */
import * as vscode from "vscode";

import type { ErrorAction } from "./userErrors.js";
import { refsViewId } from "./viewIds.js";

export function callSomething(): ErrorAction {
  return { title: vscode.l10n.t("Call"), command: "snakebridge.call" };
}

export function openFile(): ErrorAction {
  return { title: vscode.l10n.t("Open File…"), command: "workbench.action.quickOpen" };
}

export function showRefs(): ErrorAction {
  return { title: vscode.l10n.t("Show Refs"), command: `${refsViewId}.focus` };
}
