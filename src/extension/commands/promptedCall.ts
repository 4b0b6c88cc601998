/**
 * Call, Method and Get Attribute where no editor is open: what to call is asked for, with what the live interpreter
 * has to offer, then the arguments in a form made from the signature. The result, having no line to stand behind, is
 * shown as a message; a ref is revealed in the inspector as well.
 */
import * as vscode from "vscode";

import { Ref, type CallOptions, type SnakeBridge } from "../../bridge/index.js";
import type { RefInfo } from "../../protocol/sessions.js";
import { fillArguments, problemIn } from "../argumentForm.js";
import { readArguments } from "../argumentText.js";
import { CallCatalog, type CallableEntry, type Parameter } from "../callCatalog.js";
import type { Recipe } from "../history/entries.js";
import { typedRecipe } from "../history/recipe.js";
import { pickMember, pickName, type NameItem } from "../picks.js";
import { plainText } from "../plainText.js";
import { withCancel } from "../progress.js";
import type { Services } from "../services.js";
import { readTimeoutMs } from "../settings.js";
import { valueText } from "../valueText.js";
import { chosenRef, wireRef } from "./chosenRef.js";

const messageLimit = 400;

export async function promptCall(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const session = await services.sessions.of(undefined);
  const catalog = new CallCatalog(bridge, session, readTimeoutMs(undefined));
  const module = await pickName(toItems(await catalog.modules()), vscode.l10n.t("Module"));
  if (module === undefined) return;
  const callables = (await catalog.callables(module)).map(toItem);
  const name = await pickName(callables, vscode.l10n.t("Function of {0}", module));
  if (name === undefined) return;
  const title = `${module}.${name}`;
  const parameters = await catalog.parameters(module, name);
  const text = await askArguments({ bridge, session, title, parameters });
  if (text === undefined) return;
  const { args, kwargs } = await readArguments(bridge, session, text);
  const expression = `${title}(${text})`;
  const recipe = typedRecipe("call", session, expression, { module });
  await showOutcome(services, title, recipe, (options) =>
    bridge.call(module, name, args, { ...options, kwargs }),
  );
}

export async function promptMethod(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const ref = await chosenRef(services, undefined, vscode.l10n.t("Method: of which ref?"));
  const name = ref && (await pickMember(bridge, addressOf(ref), vscode.l10n.t("Method")));
  if (!ref || name === undefined) return;
  const { sessionId: session } = ref;
  const title = `${nameOf(ref)}.${name}`;
  const catalog = new CallCatalog(bridge, session, readTimeoutMs(undefined));
  const parameters = await catalog.methodParameters(ref, name);
  const text = await askArguments({ bridge, session, title, parameters });
  if (text === undefined) return;
  const { args, kwargs } = await readArguments(bridge, session, text);
  const recipe = typedRecipe("method", session, `${title}(${text})`, { name: ref.names[0] });
  await showOutcome(services, title, recipe, (options) =>
    bridge.method(wireRef(ref), name, args, { ...options, kwargs }),
  );
}

export async function promptAttribute(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const ref = await chosenRef(services, undefined, vscode.l10n.t("Attribute: of which ref?"));
  const name = ref && (await pickMember(bridge, addressOf(ref), vscode.l10n.t("Attribute")));
  if (!ref || !name) return;
  const title = `${nameOf(ref)}.${name}`;
  const recipe = typedRecipe("attr", ref.sessionId, title, { name: ref.names[0] });
  await showOutcome(services, title, recipe, (options) => bridge.attr(wireRef(ref), name, options));
}

function toItems(names: readonly string[]): readonly NameItem[] {
  return names.map((name) => ({ label: name, value: name }));
}

function toItem({ name, isClass, signature, doc }: CallableEntry): NameItem {
  const word = isClass ? vscode.l10n.t("class") : "";
  return { label: name, value: name, description: signature ?? word, detail: doc };
}

interface Asked {
  readonly bridge: SnakeBridge;
  readonly session: string;
  readonly title: string;
  /** `null`: what is called does not say. */
  readonly parameters: readonly Parameter[] | null;
}

async function askArguments(asked: Asked): Promise<string | undefined> {
  const { bridge, session, title, parameters } = asked;
  const read = async (text: string) => await readArguments(bridge, session, text);
  if (parameters) return await fillArguments({ title, parameters, read });
  return await vscode.window.showInputBox({
    title: vscode.l10n.t("Arguments of {0}", title),
    prompt: vscode.l10n.t("As in Python, without the brackets; empty for none."),
    placeHolder: '16, base=2, name="x"',
    validateInput: async (text) => await problemIn(read, text),
    ignoreFocusOut: true,
  });
}

async function showOutcome(
  services: Services,
  title: string,
  recipe: Recipe,
  send: (options: CallOptions) => Promise<unknown>,
): Promise<void> {
  const { sessionId: session, source: expression } = recipe;
  const common = { session, timeoutMs: readTimeoutMs(undefined), origin: { expression } };
  const value = await services.history.record(recipe, (onOutput) =>
    withCancel(vscode.l10n.t("Python runs {0}", title), (signal) =>
      send({ ...common, signal, onOutput }),
    ),
  );
  if (value instanceof Ref) await services.view.reveal(value.sessionId, value.id);
  void offerCopy(title, value);
}

async function offerCopy(title: string, value: unknown): Promise<void> {
  const copy = vscode.l10n.t("Copy");
  const text = `${title} ⇒ ${valueText(value, messageLimit)}`;
  const chosen = await vscode.window.showInformationMessage(plainText(text), copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(valueText(value, Infinity));
}

function addressOf({ sessionId, id }: RefInfo) {
  return { session: sessionId, ref: id };
}

function nameOf({ names, qualifiedType }: RefInfo): string {
  return names[0] ?? qualifiedType;
}
