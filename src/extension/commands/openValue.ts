/** Open Value as Document and Open Bytes in Hexadecimal: what is too long for a row, read-only in an editor. */
import * as vscode from "vscode";

import type { CopyForm } from "../../protocol/copying.js";
import type { ObjectAddress } from "../../protocol/inspection.js";
import type { Services } from "../services.js";
import { valueUri } from "../valueDocuments.js";
import { chosenObject } from "./chosenObject.js";
import { textOf } from "./copyAs.js";

export async function openAsDocument(services: Services, argument: unknown): Promise<void> {
  const address = await chosenObject(services, argument, vscode.l10n.t("Open which ref?"));
  if (address) await openDocument(services, address, "value");
}

export async function openAsHex(services: Services, argument: unknown): Promise<void> {
  const address = await chosenObject(services, argument, vscode.l10n.t("Open which ref?"));
  if (address) await openDocument(services, address, "hex");
}

/** What has no such text says why instead. */
export async function openDocument(
  services: Services,
  address: ObjectAddress,
  form: CopyForm,
): Promise<void> {
  const { inspection } = await services.bridge.get();
  const first = await inspection.copy({ ...address, form }, { mostCharacters: 0 });
  textOf(first);
  const title = textOf(await inspection.copy({ ...address, form: "path" }));
  const uri = valueUri({ ...address, form }, title, first.language);
  // Opened by VS Code itself: it does not send the text of large documents to extensions.
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
}
