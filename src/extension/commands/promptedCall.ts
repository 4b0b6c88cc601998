/**
 * Call, Method and Get Attribute where no editor is open: what to call is asked for, and the result, having
 * no line to stand behind, is shown as a message; a ref is revealed in the inspector as well.
 */
import * as vscode from "vscode";

import { Ref } from "../../bridge/index.js";
import type { RefInfo } from "../../protocol/sessions.js";
import { readArguments } from "../argumentText.js";
import { pickMember } from "../picks.js";
import { plainText } from "../plainText.js";
import { withCancel } from "../progress.js";
import type { Services } from "../services.js";
import { readTimeoutMs } from "../settings.js";
import { valueText } from "../valueText.js";
import { chosenRef, wireRef } from "./chosenRef.js";

const messageLimit = 400;

export async function promptCall(services: Services): Promise<void> {
  const module = await ask(vscode.l10n.t("Module"), "math");
  const name = module && (await ask(vscode.l10n.t("Function of {0}", module), "sqrt"));
  const text = name && (await askArguments(name));
  if (text === undefined || !module || !name) return;
  const bridge = await services.bridge.get();
  const session = await services.sessions.of(undefined);
  const { args, kwargs } = await readArguments(bridge, session, text);
  const title = `${module}.${name}`;
  const origin = { expression: `${title}(${text})` };
  await showOutcome(services, title, (signal) =>
    bridge.call(module, name, args, { ...optionsOf(session, signal), kwargs, origin }),
  );
}

export async function promptMethod(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const ref = await chosenRef(services, undefined, vscode.l10n.t("Method: of which ref?"));
  const name = ref && (await pickMember(bridge, addressOf(ref), vscode.l10n.t("Method")));
  const text = name && (await askArguments(name));
  if (text === undefined || !ref || !name) return;
  const { args, kwargs } = await readArguments(bridge, ref.sessionId, text);
  const title = `${nameOf(ref)}.${name}`;
  const origin = { expression: `${title}(${text})` };
  await showOutcome(services, title, (signal) =>
    bridge.method(wireRef(ref), name, args, {
      ...optionsOf(ref.sessionId, signal),
      kwargs,
      origin,
    }),
  );
}

export async function promptAttribute(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const ref = await chosenRef(services, undefined, vscode.l10n.t("Attribute: of which ref?"));
  const name = ref && (await pickMember(bridge, addressOf(ref), vscode.l10n.t("Attribute")));
  if (!ref || !name) return;
  const title = `${nameOf(ref)}.${name}`;
  await showOutcome(services, title, (signal) =>
    bridge.attr(wireRef(ref), name, {
      ...optionsOf(ref.sessionId, signal),
      origin: { expression: title },
    }),
  );
}

async function ask(title: string, placeHolder: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({ title, placeHolder, ignoreFocusOut: true });
  const name = text?.trim();
  return name === "" ? undefined : name;
}

async function askArguments(name: string): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title: vscode.l10n.t("Arguments of {0}", name),
    prompt: vscode.l10n.t("As in Python, without the brackets; empty for none."),
    placeHolder: '16, base=2, name="x"',
    ignoreFocusOut: true,
  });
}

async function showOutcome(
  services: Services,
  title: string,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const value = await withCancel(vscode.l10n.t("Python runs {0}", title), send);
  if (value instanceof Ref) await services.view.reveal(value.sessionId, value.id);
  void offerCopy(title, value);
}

async function offerCopy(title: string, value: unknown): Promise<void> {
  const copy = vscode.l10n.t("Copy");
  const text = `${title} ⇒ ${valueText(value, messageLimit)}`;
  const chosen = await vscode.window.showInformationMessage(plainText(text), copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(valueText(value, Infinity));
}

function optionsOf(session: string, signal: AbortSignal) {
  return { session, signal, timeoutMs: readTimeoutMs(undefined) };
}

function addressOf({ sessionId, id }: RefInfo) {
  return { session: sessionId, ref: id };
}

function nameOf({ names, qualifiedType }: RefInfo): string {
  return names[0] ?? qualifiedType;
}
