/** Puts text on the clipboard, and says so: nobody sees a clipboard. */
import * as vscode from "vscode";

import { tell } from "./tell.js";

/** A longer text makes other programs that hold a clipboard slow. */
export const mostCopied = 10_000_000;

const mostShown = 40;

export async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  tell(vscode.l10n.t("Copied: {0}", shown));
}
