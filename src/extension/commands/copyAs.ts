/**
 * Copy As: an object as text on the clipboard, whole or not at all. What has no such text says why; what is too long
 * for a clipboard is offered as a document.
 */
import * as vscode from "vscode";

import type { CopyForm, CopyResult } from "../../protocol/copying.js";
import type { ObjectAddress } from "../../protocol/inspection.js";
import { noTextWords } from "../copyRefs.js";
import { mostCopied } from "../copyText.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { UserMistake, type ErrorAction } from "../userErrors.js";
import { chosenObject } from "./chosenObject.js";
import { openDocument } from "./openValue.js";

type Copy = (services: Services, argument: unknown) => Promise<void>;

export const copyValue = copyAs("value");
export const copyExpression = copyAs("expression");
export const copyPath = copyAs("path");
export const copyJson = copyAs("json");
export const copyPythonCall = copyAs("python");
export const copyTypeScriptCall = copyAs("typescript");
export const copyElixirCall = copyAs("elixir");

/** The text of an answer that has one. */
export function textOf(result: CopyResult, ...nextSteps: readonly ErrorAction[]): string {
  if (result.text !== null) return result.text;
  throw new UserMistake(noTextWords(result), ...nextSteps);
}

function copyAs(form: CopyForm): Copy {
  return async (services, argument) => {
    const address = await chosenObject(services, argument, vscode.l10n.t("Copy which ref?"));
    if (!address) return;
    const bridge = await services.bridge.get();
    const mostCharacters = mostCopied;
    const result = await bridge.inspection.copy({ ...address, form }, { mostCharacters });
    const text = textOf(result, ...nextStepsFor(address, form));
    if (result.next !== null || text.length > mostCopied) {
      const open = vscode.l10n.t("Open as Document");
      const message = vscode.l10n.t("The text is too long for the clipboard.");
      const chosen = await vscode.window.showInformationMessage(message, open);
      if (chosen === open) await openDocument(services, address, form);
      return;
    }
    await vscode.env.clipboard.writeText(text);
    tellCopied(result, text.length);
  };
}

/** What only the object's own code can tell, `repr()` tells of a whole ref. */
function nextStepsFor({ session, ref, path = [] }: ObjectAddress, form: CopyForm): ErrorAction[] {
  if (form !== "value" || path.length > 0) return [];
  const row = { sessionId: session, refId: ref };
  return [{ title: vscode.l10n.t("Copy repr()"), command: "snakebridge.copyRepr", args: [row] }];
}

/** Whoever copies a value has to know what of it is not there. */
function tellCopied({ abridged }: CopyResult, length: number): void {
  tell(
    abridged === 0
      ? vscode.l10n.t("Copied: {0} characters", length)
      : vscode.l10n.t("Copied: {0} characters; told in short: {1} objects", length, abridged),
  );
}
