/** Shows the text that something came from. */
import * as vscode from "vscode";

import type { Origin } from "../protocol/calls.js";
import { UserMistake } from "./userErrors.js";

/** Rejects with `missing` where no such text is known. */
export async function showPlace(
  place: Pick<Origin, "uri" | "range"> | null,
  missing: string,
): Promise<void> {
  const { uri, range } = place ?? {};
  if (uri === undefined || !range) throw new UserMistake(missing);
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}
