/**
 * Copy As: an object as text on the clipboard, whole or not at all. What has no such text says why; what is too long
 * for a clipboard is offered as a document.
 */
import * as vscode from "vscode";

import type { CopyForm, CopyResult } from "../../protocol/copying.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";
import { chosenObject } from "./chosenObject.js";
import { openDocument } from "./openValue.js";

/** A longer text makes other programs that hold a clipboard slow. */
const mostCopied = 10_000_000;

const shownMs = 4_000;

type Copy = (services: Services, argument: unknown) => Promise<void>;

export const copyValue = copyAs("value");
export const copyExpression = copyAs("expression");
export const copyPath = copyAs("path");
export const copyJson = copyAs("json");
export const copyPythonCall = copyAs("python");
export const copyTypeScriptCall = copyAs("typescript");
export const copyElixirCall = copyAs("elixir");

/** The text of an answer that has one. */
export function textOf({ text, reason }: CopyResult): string {
  if (text !== null) return text;
  throw new UserMistake(vscode.l10n.t("There is no such text: {0}.", reason ?? ""));
}

function copyAs(form: CopyForm): Copy {
  return async (services, argument) => {
    const address = await chosenObject(services, argument, vscode.l10n.t("Copy which ref?"));
    if (!address) return;
    const bridge = await services.bridge.get();
    const mostCharacters = mostCopied;
    const result = await bridge.inspection.copy({ ...address, form }, { mostCharacters });
    const text = textOf(result);
    if (result.next !== null || text.length > mostCopied) {
      const open = vscode.l10n.t("Open as Document");
      const message = vscode.l10n.t("The text is too long for the clipboard.");
      const chosen = await vscode.window.showInformationMessage(message, open);
      if (chosen === open) await openDocument(services, address, form);
      return;
    }
    await vscode.env.clipboard.writeText(text);
    tell(result, text.length);
  };
}

/** Whoever copies a value has to know what of it is not there. */
function tell({ abridged }: CopyResult, length: number): void {
  const copied =
    abridged === 0
      ? vscode.l10n.t("Copied: {0} characters", length)
      : vscode.l10n.t("Copied: {0} characters; told in short: {1} objects", length, abridged);
  vscode.window.setStatusBarMessage(copied, shownMs);
}
