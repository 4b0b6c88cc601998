/** Insert Expression: what dragging a row into an editor does, for the keyboard. */
import * as vscode from "vscode";

import { openFile } from "../nextSteps.js";
import { expressionFor } from "../refDrop.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";
import { chosenObject } from "./chosenObject.js";

export async function insertExpression(services: Services, argument: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new UserMistake(vscode.l10n.t("Open an editor to insert into."), openFile());
  }
  const address = await chosenObject(services, argument, vscode.l10n.t("Insert which ref?"));
  if (!address) return;
  const text = await expressionFor(await services.bridge.get(), address, editor.document);
  const { document, viewColumn } = editor;
  // The keyboard first: who sees the text may go on typing.
  const shown = await vscode.window.showTextDocument(document, viewColumn);
  const { selections } = shown;
  await shown.edit((edit) => selections.forEach((selection) => edit.replace(selection, text)));
}
