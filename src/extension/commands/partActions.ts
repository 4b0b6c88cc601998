/** What can be done with any object of the tree, a ref or a part of one. */
import * as vscode from "vscode";

import type { SnakeBridge } from "../../bridge/index.js";
import type { ObjectAddress } from "../../protocol/inspection.js";
import { isRecord } from "../messageShape.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { UserMistake } from "../userErrors.js";
import { chosenObject } from "./chosenObject.js";
import { refArgument } from "./chosenRef.js";

/** Makes a ref of a part, which then lives without the whole, for as long as it is kept. */
export async function keepPart(services: Services, argument: unknown): Promise<void> {
  const address = await chosenObject(services, argument, vscode.l10n.t("Keep which ref?"));
  if (!address) return;
  const { sessionId, id } = await makeRef(await services.bridge.get(), address);
  await services.view.reveal(sessionId, id);
}

/** Binds a name of the session's to a ref; a part becomes a ref of its own for that. */
export async function bindName(services: Services, argument: unknown): Promise<void> {
  const address = await chosenObject(services, argument, vscode.l10n.t("Bind which ref?"));
  const name = address && (readRow(argument).name ?? (await askName()));
  if (!address || name === undefined) return;
  const bridge = await services.bridge.get();
  const { session } = address;
  const { id } = address.path?.length ? await makeRef(bridge, address) : { id: address.ref };
  const ref = refArgument(bridge, session, id);
  // The item of a list of one is that very object, and the result of a call can be bound.
  await bridge.call("operator", "getitem", [[ref], 0], { session, bind: name, as: "ref" });
  tell(vscode.l10n.t("The object is called {0} now", name));
}

/** Opens the Python source of a function or class, of anything else that of its class. */
export async function openTypeSource(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Go to the type of which ref?");
  const address = await chosenObject(services, argument, title);
  if (!address) return;
  const { inspection } = await services.bridge.get();
  const { source, summary } = await inspection.describe(address);
  if (!source) {
    const reason = vscode.l10n.t(
      "The source of {0} is not known: it is built in, or has no method written in Python.",
      summary.qualifiedType,
    );
    throw new UserMistake(reason);
  }
  const place = new vscode.Position(source.line - 1, 0);
  const selection = new vscode.Range(place, place);
  await vscode.window.showTextDocument(vscode.Uri.file(source.file), { selection });
}

/** Shows documentation and signature below the tree: of the row chosen on, else of the one with the focus. */
export async function showDetails(services: Services, argument: unknown): Promise<void> {
  const shown = await namedObject(services, argument, vscode.l10n.t("Show the details of what?"));
  if (shown !== undefined) await services.view.showDetails(shown);
}

/** Asks for an index or key to go to, in the container of the row chosen on, else of the one with the focus. */
export async function goToItem(services: Services, argument: unknown): Promise<void> {
  const within = await namedObject(services, argument, vscode.l10n.t("Go to an item of what?"));
  if (within !== undefined) await services.view.seek(within);
}

/** Null: the row with the focus, as nothing was named; undefined: the person was asked, and named nothing. */
async function namedObject(
  services: Services,
  argument: unknown,
  title: string,
): Promise<ObjectAddress | null | undefined> {
  const isNamed = readRow(argument).refId !== undefined;
  const isToChoose = isRecord(argument) && argument["choose"] === true;
  return isNamed || isToChoose ? await chosenObject(services, argument, title) : null;
}

async function makeRef(bridge: SnakeBridge, { session, ref, path = [] }: ObjectAddress) {
  return await bridge.pin({ __type__: "ref", id: ref, session_id: session }, true, path);
}

async function askName(): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title: vscode.l10n.t("Bind to Name"),
    prompt: vscode.l10n.t("A Python name, by which code of the session means the object."),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? undefined : vscode.l10n.t("This is no Python name."),
  });
}
