/**
 * CodeLens over statements that made a ref, while a person has set `snakebridge.codeLens`: reveal, release, and run
 * again once it is gone. They follow the results behind the statements, in any language; nothing is asked of Python.
 */
import * as vscode from "vscode";

import type { InlineResults, StatementResult } from "./inlineResults.js";
import { onDidChangeCodeLens, readCodeLens } from "./settings.js";

export function registerResultLenses(results: InlineResults): vscode.Disposable {
  const changes = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: (document) =>
      readCodeLens(document.uri)
        ? results.statementsIn(document).flatMap((result) => lensesOf(document, result))
        : [],
  };
  const fire = () => changes.fire();
  return vscode.Disposable.from(
    changes,
    vscode.languages.registerCodeLensProvider({ pattern: "**" }, provider),
    results.onDidChange(fire),
    onDidChangeCodeLens(fire),
  );
}

function lensesOf(
  { uri }: vscode.TextDocument,
  { range: { start, end }, shown }: StatementResult,
): readonly vscode.CodeLens[] {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const lens = (title: string, command: string, argument: object) =>
    new vscode.CodeLens(range, { title, command, arguments: [argument] });
  const again = lens(vscode.l10n.t("Run Again"), "snakebridge.call", {
    uri: uri.toString(),
    range,
  });
  if (!shown.ref) return shown.tone === "ended" ? [again] : [];
  const { sessionId, refId } = shown.ref;
  return [
    lens(vscode.l10n.t("Reveal Ref"), "snakebridge.revealRef", { sessionId, refId }),
    lens(vscode.l10n.t("Release Ref"), "snakebridge.releaseRef", { sessionId, refId }),
    again,
  ];
}
