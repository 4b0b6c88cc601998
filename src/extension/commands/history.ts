/** What can be done with entries of the history, from their rows, the view's title, or after Python ended. */
import * as vscode from "vscode";

import type { Entry } from "../history/entries.js";
import { labelOf } from "../history/items.js";
import { isReplayable, planReplay } from "../history/replayPlan.js";
import { replay, runAgain } from "../history/rerun.js";
import { notebookType } from "../notebook/notebookType.js";
import { callSomething, showRefs } from "../nextSteps.js";
import { plainText } from "../plainText.js";
import { copy } from "../copyText.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { UserMistake } from "../userErrors.js";
import { valueText } from "../valueText.js";

/** Characters of a result in the status bar. */
const mostShown = 60;

export async function rerunEntry(services: Services, argument: unknown): Promise<void> {
  const entry = await chosenEntry(services, argument, vscode.l10n.t("Run what again?"));
  if (!entry) return;
  const value = await runAgain(services, entry);
  tell(`${labelOf(entry)} ⇒ ${valueText(value, mostShown)}`);
}

/** In a document of its own, which runs in the same session. */
export async function editEntry(services: Services, argument: unknown): Promise<void> {
  const entry = await chosenEntry(services, argument, vscode.l10n.t("Edit what?"));
  if (!entry) return;
  const content = entry.program ?? entry.source;
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  if (services.model.sessionInfo(entry.sessionId)) {
    await services.sessions.use(document, entry.sessionId);
  }
  const editor = await vscode.window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(document.positionAt(0), end);
}

export async function openEntrySource(services: Services, argument: unknown): Promise<void> {
  const entry = await chosenEntry(services, argument, vscode.l10n.t("Go to the source of what?"));
  if (!entry) return;
  const missing = vscode.l10n.t("This was not run from a line of a file.");
  await services.places.show(entry.place, entry.startedAt, missing);
}

export async function revealEntryRef(services: Services, argument: unknown): Promise<void> {
  const entry = await chosenEntry(services, argument, vscode.l10n.t("Reveal the ref of what?"));
  const refId = entry?.result?.refId;
  if (!entry) return;
  if (typeof refId !== "string") {
    throw new UserMistake(vscode.l10n.t("It left no ref."), showRefs());
  }
  await services.view.reveal(entry.sessionId, refId);
}

export async function copyEntry(services: Services, argument: unknown): Promise<void> {
  const entry = await chosenEntry(services, argument, vscode.l10n.t("Copy the source of what?"));
  if (entry) await copy(entry.source);
}

export function removeEntry({ history }: Services, argument: unknown, more?: unknown): void {
  history.remove(idsOf(argument, more));
}

export function clearHistory({ history }: Services): void {
  history.clear();
  tell(vscode.l10n.t("The history is empty now"));
}

/** A new notebook whose cells do what was done, oldest first; where it is kept, the person says when saving. */
export async function openHistoryAsNotebook({ history }: Services): Promise<void> {
  const done = history.entries.filter(({ status }) => status === "done");
  if (done.length === 0) {
    throw new UserMistake(vscode.l10n.t("Nothing was run in this window yet."), callSomething());
  }
  const cells = done.map(
    ({ program, source }) =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, program ?? source, "python"),
  );
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    new vscode.NotebookData(cells),
  );
  await vscode.window.showNotebookDocument(notebook);
}

/** Runs chosen entries again, and what they need: the selected rows, else what the person picks of what was lost. */
export async function replayHistory(
  services: Services,
  argument: unknown,
  more?: unknown,
): Promise<void> {
  const { entries } = services.history;
  const rows = idsOf(argument, more);
  const chosen = rows.length > 0 ? rows : await pickEntries(entries);
  if (chosen.length === 0) return;
  const plan = planReplay(entries, new Set(chosen));
  const { done, failed, skipped } = await replay(services, plan);
  const message = vscode.l10n.t("Ran again: {0}; failed: {1}; skipped: {2}", done, failed, skipped);
  if (failed > 0) void vscode.window.showWarningMessage(message);
  else tell(message);
}

/** What of sessions that were lost can be run again. */
export function lostEntries(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter((entry) => entry.isLost && isReplayable(entry));
}

async function pickEntries(entries: readonly Entry[]): Promise<readonly number[]> {
  const lost = lostEntries(entries);
  if (lost.length === 0) {
    throw new UserMistake(
      vscode.l10n.t("Nothing was lost that could be run again. Run Again runs anything else."),
      { title: vscode.l10n.t("Run Again"), command: "snakebridge.rerunEntry" },
    );
  }
  const picks = lost.map((entry) => ({
    label: plainText(labelOf(entry)),
    picked: true,
    id: entry.id,
  }));
  const title = vscode.l10n.t("Run what again, with all it needs?");
  const chosen = await vscode.window.showQuickPick(picks, { title, canPickMany: true });
  return chosen?.map(({ id }) => id) ?? [];
}

/** The row, else the entry that the person picks, newest first. */
async function chosenEntry(
  { history }: Services,
  argument: unknown,
  title: string,
): Promise<Entry | undefined> {
  const id = idOf(argument);
  if (id !== undefined) return history.find(id);
  if (history.entries.length === 0) {
    throw new UserMistake(vscode.l10n.t("Nothing was run in this window yet."), callSomething());
  }
  const picks = history.entries
    .toReversed()
    .map((entry) => ({ label: plainText(labelOf(entry)), entry }));
  return (await vscode.window.showQuickPick(picks, { title }))?.entry;
}

/** `more` are all rows that are selected, as VS Code's trees tell, if the one acted on is among them. */
function idsOf(argument: unknown, more: unknown): readonly number[] {
  const nodes: readonly unknown[] = Array.isArray(more) ? more : [argument];
  return nodes.map(idOf).filter((id) => id !== undefined);
}

/** The id of a row's entry: of the entry itself, or the one its line belongs to. */
function idOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const id: unknown = Reflect.get(node, "id") ?? idOf(Reflect.get(node, "entry"));
  return typeof id === "number" ? id : undefined;
}
