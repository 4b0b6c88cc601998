/**
 * A form made from a signature: what is required is asked for first, one after the other; then all parameters stand
 * in a list with what they are, to be changed before the call is made. Every answer is read by Python's parser.
 */
import * as vscode from "vscode";

import { argumentListText, isCollecting, missingIn } from "./argumentList.js";
import type { CallArguments } from "./argumentText.js";
import type { Parameter } from "./callCatalog.js";
import { UserMistake } from "./userErrors.js";

export interface FormPorts {
  /** What is called, as a person reads it: `re.compile`. */
  readonly title: string;
  readonly parameters: readonly Parameter[];
  /** Reads arguments; rejects with a `UserMistake` that says what is wrong. */
  readonly read: (text: string) => Promise<CallArguments>;
}

interface Row extends vscode.QuickPickItem {
  /** Nothing for the row that makes the call. */
  readonly parameter?: Parameter;
}

/** The text of the arguments, or `undefined` if the person turns away. */
export async function fillArguments(form: FormPorts): Promise<string | undefined> {
  const { parameters } = form;
  const given = new Map<string, string>();
  const required = missingIn(parameters, given);
  for (const [at, parameter] of required.entries()) {
    const step = `${at + 1}/${required.length}`;
    if (!(await askFor(form, parameter, given, step))) return undefined;
  }
  if (required.length === parameters.length) return argumentListText(parameters, given);
  return await offerRest(form, given);
}

async function offerRest(form: FormPorts, given: Map<string, string>): Promise<string | undefined> {
  for (;;) {
    const text = argumentListText(form.parameters, given);
    const chosen = await vscode.window.showQuickPick(rowsOf(form, given, text), {
      title: vscode.l10n.t("Arguments of {0}", form.title),
      placeHolder: vscode.l10n.t("Make the call, or choose an argument to set"),
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    if (!chosen.parameter) return text;
    await askFor(form, chosen.parameter, given);
  }
}

function rowsOf(
  { title, parameters }: FormPorts,
  given: Map<string, string>,
  text?: string,
): Row[] {
  const call = text === undefined ? [] : [{ label: `${title}(${text})`, description: callWord() }];
  const rows = parameters.map((parameter) => ({
    label: labelOf(parameter),
    description: given.get(parameter.name) ?? defaultWord(parameter),
    parameter,
  }));
  return [...call, ...rows];
}

function callWord(): string {
  return vscode.l10n.t("call");
}

function labelOf({ name, kind }: Parameter): string {
  return `${kind === "rest" ? "*" : kind === "keywords" ? "**" : ""}${name}`;
}

function defaultWord({ isRequired, default: literal, kind }: Parameter): string {
  if (isCollecting(kind)) return vscode.l10n.t("none");
  if (isRequired) return vscode.l10n.t("required");
  return literal === null ? vscode.l10n.t("default") : vscode.l10n.t("default: {0}", literal);
}

/** Whether the person answered; an empty answer to what is not required takes it back. */
async function askFor(
  form: FormPorts,
  parameter: Parameter,
  given: Map<string, string>,
  step?: string,
): Promise<boolean> {
  const answer = await vscode.window.showInputBox({
    title: [`${labelOf(parameter)} · ${form.title}`, step].filter(Boolean).join(" "),
    value: given.get(parameter.name) ?? "",
    prompt: promptFor(parameter),
    placeHolder: parameter.default ?? "",
    validateInput: (text) => problemWith(form, parameter, text),
    ignoreFocusOut: true,
  });
  if (answer === undefined) return false;
  const text = answer.trim();
  if (text === "") given.delete(parameter.name);
  else given.set(parameter.name, text);
  return true;
}

function promptFor({ kind, isRequired }: Parameter): string {
  if (kind === "rest") return vscode.l10n.t("More arguments, with commas between them.");
  if (kind === "keywords") return vscode.l10n.t("More arguments by name: a=1, b=2.");
  const word = isRequired ? vscode.l10n.t("Required.") : vscode.l10n.t("Empty for the default.");
  return `${word} ${vscode.l10n.t("A literal of Python, or a name bound in the session.")}`;
}

async function problemWith(
  { read }: FormPorts,
  { kind, isRequired, name }: Parameter,
  text: string,
): Promise<string | undefined> {
  if (text.trim() === "") {
    return isRequired && !isCollecting(kind) ? vscode.l10n.t("{0} is required.", name) : undefined;
  }
  return await problemIn(async () => {
    const { args, kwargs } = await read(text);
    if (fits(kind, args.length, Object.keys(kwargs).length)) return;
    throw new UserMistake(vscode.l10n.t("This does not fit {0}.", name));
  }, text);
}

/** What is wrong with arguments, in words; nothing for what can be read. */
export async function problemIn(
  read: (text: string) => Promise<unknown>,
  text: string,
): Promise<string | undefined> {
  try {
    await read(text);
    return undefined;
  } catch (error) {
    if (error instanceof UserMistake) return error.message;
    throw error;
  }
}

function fits(kind: Parameter["kind"], places: number, names: number): boolean {
  if (kind === "rest") return names === 0;
  if (kind === "keywords") return places === 0;
  return places === 1 && names === 0;
}
