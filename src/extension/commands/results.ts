/** What a person does with the result behind a statement: see all of it, have it on the clipboard. */
import * as vscode from "vscode";

import { copy } from "../copyText.js";
import type { StandingResult } from "../inlineResults.js";
import { callSomething, openFile } from "../nextSteps.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";

/** From a link: the result that it speaks of. From the palette: the one on the line of the caret. */
export async function showResult(services: Services, argument: unknown): Promise<void> {
  const { uri, range, result } = chosenResult(services, argument);
  await services.resultDocuments.peek(new vscode.Location(uri, toRange(range)), result.full());
}

/** Of the active editor, whichever lines they stand on. */
export function clearResults({ results }: Services): void {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || results.shownIn(document).size === 0) {
    throw new UserMistake(
      vscode.l10n.t("No result stands in the active editor."),
      document ? callSomething() : openFile(),
    );
  }
  results.clear(document);
}

export async function copyResult(services: Services, argument: unknown): Promise<void> {
  await copy(chosenResult(services, argument).result.full());
}

function chosenResult({ results }: Services, argument: unknown): StandingResult {
  const isLink = typeof argument === "object" && argument !== null && "resultId" in argument;
  const found = isLink ? results.find(argument.resultId) : resultAtCaret(results);
  if (found) return found;
  if (isLink) {
    throw new UserMistake(
      vscode.l10n.t("This result is gone: its statement was changed or run again."),
    );
  }
  throw new UserMistake(
    vscode.l10n.t("There is no result on this line. Put the caret on a line that shows one."),
    callSomething(),
  );
}

function resultAtCaret(results: Services["results"]): StandingResult | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && results.at(editor.document, editor.selection.active.line);
}

function toRange({ start, end }: StandingResult["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
