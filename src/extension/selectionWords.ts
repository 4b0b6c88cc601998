/** Why a selection of Elixir or TypeScript cannot be sent, and what has to be asked first, in a person's words. */
import * as vscode from "vscode";

import type { SelectionProblem, SelectionQuestion } from "../selection/reading.js";

const longestSource = 60;

/** `language` is what the text is written in, as a person calls it. */
export function problemWords(problem: SelectionProblem, language: string): string {
  switch (problem.kind) {
    case "code":
      return vscode.l10n.t(
        "`{0}` is {1} code; only literals and names bound to refs can be sent.",
        short(problem.source),
        language,
      );
    case "unbound":
      return vscode.l10n.t("`{0}` is bound to no ref in this session.", short(problem.source));
    case "noRequest":
      return vscode.l10n.t(
        "`{0}` asks Python for nothing: select a call to SnakeBridge.",
        short(problem.source),
      );
    case "nothingHere":
      return vscode.l10n.t(
        "There is no call to SnakeBridge at the caret: put it on one, or select what should run.",
      );
    case "partial":
      return vscode.l10n.t("The selection cuts a call in two: select all of it.");
    case "unreadable":
      return vscode.l10n.t("{0} cannot read `{1}`: complete it.", language, short(problem.source));
    case "arguments":
      return vscode.l10n.t("`{0}` does not fit {1}.", short(problem.source), problem.usage);
    case "option":
      return vscode.l10n.t(
        "The option `{0}` is for a program; from the editor it cannot be sent.",
        short(problem.source),
      );
    case "target":
      return vscode.l10n.t(
        "`{0}` cannot hold the result: assign it to one name that Python can have, too.",
        short(problem.source),
      );
    case "wrapped":
      return vscode.l10n.t(
        "`{0}` does not fit: with an exclamation mark it gives the value, without one {:ok, value}.",
        short(problem.source),
      );
  }
}

/** What else the text could mean. */
export function questionWords(question: SelectionQuestion): string {
  switch (question.kind) {
    case "receiver":
      return vscode.l10n.t(
        "`{0}` may be something else than a SnakeBridge.",
        short(question.source),
      );
    case "otherwiseAssigned":
      return vscode.l10n.t(
        "The file sets `{0}` otherwise: {1}. What is sent is the `{0}` of the session.",
        question.name,
        short(question.source),
      );
    case "session":
      return vscode.l10n.t(
        "It stands in {0}, but runs in the session of this document.",
        short(question.source),
      );
    case "callback":
      return vscode.l10n.t(
        "`{0}` does not run: the stream is given instead.",
        short(question.source),
      );
    case "brokenAround":
      return vscode.l10n.t("The code around it cannot be read, so it may mean something else.");
  }
}

function short(source: string): string {
  const line = source.replaceAll(/\s+/g, " ");
  return line.length <= longestSource ? line : `${line.slice(0, longestSource)}…`;
}
