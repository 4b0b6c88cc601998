/**
 * What can be said of a session before it is made, as a list to look over: Enter makes it as it stands there, a row
 * is chosen to be changed. Every answer is checked before it is taken; an empty one takes back what was said.
 */
import * as vscode from "vscode";

import { countLimit, countText, limitProblem, restLimit, restText } from "./limitAnswers.js";
import { plainText } from "./plainText.js";

type FieldName = "id" | "ttlSeconds" | "maxRefs";
type Answers = Map<FieldName, string>;

/** What a person said; the rest is left to the defaults. */
export interface SessionDraft {
  readonly id?: string;
  readonly ttlSeconds?: number;
  readonly maxRefs?: number;
}

interface Field {
  readonly label: string;
  readonly prompt: string;
  /** What holds while nothing is answered. */
  readonly otherwise: string;
  readonly show: (text: string) => string;
  readonly problem: (text: string) => string | undefined;
}

interface Row extends vscode.QuickPickItem {
  /** Nothing for the row that makes the session. */
  readonly field?: FieldName;
}

const longestId = 256;

/** `taken` are the ids of sessions there are; `undefined` if the person turns away. */
export async function fillSession(
  name: string,
  taken: ReadonlySet<string>,
): Promise<SessionDraft | undefined> {
  const fields = fieldsWith(taken);
  const answers: Answers = new Map();
  for (;;) {
    const chosen = await vscode.window.showQuickPick(rowsOf(name, fields, answers), {
      title: vscode.l10n.t("New Session {0}", name),
      placeHolder: vscode.l10n.t("Make it as it stands here, or choose what to set"),
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    if (chosen.field === undefined) return draftOf(answers);
    await askFor(chosen.field, fields[chosen.field], answers);
  }
}

function fieldsWith(taken: ReadonlySet<string>): Readonly<Record<FieldName, Field>> {
  const otherwise = vscode.l10n.t("default");
  return {
    id: {
      label: vscode.l10n.t("ID"),
      prompt: vscode.l10n.t("By this ID programs find the session. Empty: one is made for it."),
      otherwise: vscode.l10n.t("made for it"),
      show: (text) => text,
      problem: (text) => idProblem(text, taken),
    },
    ttlSeconds: {
      label: vscode.l10n.t("Refs rest unused"),
      prompt: vscode.l10n.t("Seconds a ref may rest unused; 0 for no limit. Empty: the default."),
      otherwise,
      show: (text) => restText(Number(text)),
      problem: (text) => limitProblem(text, restLimit),
    },
    maxRefs: {
      label: vscode.l10n.t("Refs at most"),
      prompt: vscode.l10n.t("Refs it may hold; 0 for no limit. Empty: the default."),
      otherwise,
      show: (text) => countText(Number(text)),
      problem: (text) => limitProblem(text, countLimit),
    },
  };
}

function idProblem(text: string, taken: ReadonlySet<string>): string | undefined {
  if (text.length > longestId) return vscode.l10n.t("At most {0} characters.", longestId);
  return taken.has(text)
    ? vscode.l10n.t("There is a session with this ID: Switch Session leads to it.")
    : undefined;
}

function rowsOf(
  name: string,
  fields: Readonly<Record<FieldName, Field>>,
  answers: Answers,
): readonly Row[] {
  const row = (field: FieldName): Row => {
    const { label, otherwise, show } = fields[field];
    const answer = answers.get(field);
    return { label, description: answer === undefined ? otherwise : show(answer), field };
  };
  return [
    { label: vscode.l10n.t("Make {0}", plainText(name)) },
    row("id"),
    row("ttlSeconds"),
    row("maxRefs"),
  ];
}

async function askFor(name: FieldName, field: Field, answers: Answers): Promise<void> {
  const answer = await vscode.window.showInputBox({
    title: field.label,
    prompt: field.prompt,
    value: answers.get(name) ?? "",
    validateInput: (text) => (text.trim() === "" ? undefined : field.problem(text.trim())),
    ignoreFocusOut: true,
  });
  const text = answer?.trim();
  if (text === "") answers.delete(name);
  else if (text !== undefined) answers.set(name, text);
}

function draftOf(answers: Answers): SessionDraft {
  const id = answers.get("id");
  const ttlSeconds = answers.get("ttlSeconds");
  const maxRefs = answers.get("maxRefs");
  return {
    ...(id !== undefined && { id }),
    ...(ttlSeconds !== undefined && { ttlSeconds: Number(ttlSeconds) }),
    ...(maxRefs !== undefined && { maxRefs: Number(maxRefs) }),
  };
}
