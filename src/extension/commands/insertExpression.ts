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
  const { selections } = editor;
  await editor.edit((edit) => selections.forEach((selection) => edit.replace(selection, text)));
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
