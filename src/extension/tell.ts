/** Says in the status bar, for a moment, what a command did where nothing else shows it. */
import * as vscode from "vscode";

import { plainText } from "./plainText.js";

const shownMs = 5_000;

export function tell(message: string): void {
  vscode.window.setStatusBarMessage(plainText(message), shownMs);
}
