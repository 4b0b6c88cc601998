/**
 * Call, Method, Get Attribute and Run Selection in an editor all run what is selected, or the smallest call
 * at the caret: the names differ because people look for them by what they have in mind. Without an editor
 * the first three ask.
 */
import * as vscode from "vscode";

import { openFile } from "../nextSteps.js";
import { runInEditor } from "../runInEditor.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";
import { promptAttribute, promptCall, promptMethod } from "./promptedCall.js";

/** `argument`: the statement to run, from the CodeLens over it. */
export async function call(services: Services, argument: unknown): Promise<void> {
  const statement = readStatement(argument);
  const editor = statement && visibleEditor(statement.uri);
  if (editor) await runInEditor(services, editor, statement.range);
  else await runSelectionOr(services, promptCall);
}

export async function method(services: Services): Promise<void> {
  await runSelectionOr(services, promptMethod);
}

export async function getAttribute(services: Services): Promise<void> {
  await runSelectionOr(services, promptAttribute);
}

/** Without a selection the caret's line is run. */
export async function runSelection(services: Services): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new UserMistake(vscode.l10n.t("Open a Python file and select what to run."), openFile());
  }
  const { selection, document } = editor;
  const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
  await runInEditor(services, editor, range);
}

async function runSelectionOr(
  services: Services,
  prompt: (services: Services) => Promise<void>,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  await (editor ? runInEditor(services, editor, editor.selection) : prompt(services));
}

interface Statement {
  readonly uri: string;
  readonly range: vscode.Range;
}

function readStatement(argument: unknown): Statement | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  if (!("uri" in argument && "range" in argument)) return undefined;
  const { uri, range } = argument;
  return typeof uri === "string" && range instanceof vscode.Range ? { uri, range } : undefined;
}

function visibleEditor(uri: string): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
}
