/**
 * The way of every command that runs text of an editor: understand it with Python's own parser, or the grammar of
 * the language it is written in, send exactly that, show what comes back behind it. Failures show there too; a message comes up only when a person must act.
 */
import * as vscode from "vscode";

import { PythonError, Ref, type SnakeBridge } from "../bridge/index.js";
import type { TextRange } from "../protocol/calls.js";
import type { ParsedSelection } from "../protocol/selection.js";
import { readForeign, type ForeignSelection } from "./foreignSelection.js";
import { recipeOf } from "./history/recipe.js";
import type { InlineText, PendingResult } from "./inlineResults.js";
import { withCancel, withSpinner } from "./progress.js";
import {
  doneResult,
  errorResult,
  problemResult,
  refResult,
  releasedResult,
  valueResult,
} from "./resultText.js";
import { sendSelection } from "./sendSelection.js";
import type { Services } from "./services.js";
import { readTimeoutMs } from "./settings.js";
import { textLanguage } from "./textLanguage.js";
import { explainError, showError } from "./userErrors.js";

const longestOrigin = 1_000;

export async function runInEditor(
  services: Services,
  { document }: vscode.TextEditor,
  selected: TextRange,
): Promise<void> {
  const range = plainRange(selected);
  const waiting = services.results.begin(document, range);
  let place = waiting;
  try {
    const bridge = await services.bridge.get();
    const asked = { document, range, session: await services.sessions.of(document) };
    const selections = read(services, bridge, asked);
    for await (const selection of selections) {
      waiting.drop();
      place = services.results.begin(document, selection.range);
      place.show(await runParsed(services, document, { ...asked, bridge, selection }));
    }
    if (place === waiting) waiting.drop();
  } catch (error) {
    reportAt(services, place, error);
  }
}

/** As it is sent: a range of VS Code's own would send itself as a list of two. */
function plainRange({ start, end }: TextRange): TextRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

interface Asked {
  readonly document: vscode.TextDocument;
  readonly range: TextRange;
  readonly session: string;
}

interface Parsed extends Asked {
  readonly bridge: SnakeBridge;
  readonly selection: ParsedSelection | ForeignSelection;
}

/** What the range stands for, request by request. */
async function* read(
  services: Services,
  bridge: SnakeBridge,
  { document, range, session }: Asked,
): AsyncGenerator<ParsedSelection | ForeignSelection> {
  const language = textLanguage(document);
  if (language.kind === "foreign") {
    const { selectionReader: reader } = services;
    yield* readForeign({ reader, bridge, session, document, range, language });
    return;
  }
  const parsing = bridge.documents.parseSelection({ session, text: document.getText(), range });
  yield await withSpinner(vscode.l10n.t("Python reads the selection"), parsing);
}

async function runParsed(
  services: Services,
  document: vscode.TextDocument,
  { bridge, session, selection }: Parsed,
): Promise<InlineText> {
  if (selection.kind === "invalid") return problemResult(selection.reason);
  if (selection.kind === "release") return releasedResult(await bridge.releaseRef(selection.ref));
  const reason = selection.kind === "run" ? selection.reason : undefined;
  if (reason !== undefined) services.log.info(reason);
  const { source, range } = selection;
  const expression = source.slice(0, longestOrigin);
  const uri = document.uri.toString();
  const value = await services.history.record(recipeOf(selection, session, uri), (onOutput) =>
    withCancel(progressTitle(source), (signal) =>
      sendSelection(bridge, selection, {
        session,
        fileName: document.fileName,
        signal,
        timeoutMs: readTimeoutMs(document.uri),
        origin: { expression, uri, range },
        onOutput,
      }),
    ),
  );
  if (value instanceof Ref) return refResult(value, await describe(bridge, value), reason);
  const hasNoValue = value === null && selection.bind === null;
  return reason !== undefined && hasNoValue ? doneResult(reason) : valueResult(value, reason);
}

async function describe(bridge: SnakeBridge, { id, sessionId }: Ref) {
  return await bridge.inspection.describe({ session: sessionId, ref: id });
}

function reportAt(services: Services, place: PendingResult, error: unknown): void {
  services.bridge.noteFailure(error);
  const explanation = explainError(error);
  if (!explanation) {
    place.drop();
    return;
  }
  services.log.debug("A call failed", error);
  if (error instanceof PythonError) services.output.writeError(error);
  place.show(errorResult(explanation, error));
  if (explanation.isBlocking) showError(explanation);
}

function progressTitle(source: string): string {
  const [firstLine = ""] = source.split("\n", 1);
  return vscode.l10n.t("Python runs {0}", firstLine.slice(0, 60));
}
