/**
 * Values as read-only documents. The address of one tells which object it shows and in what form; what it says is
 * asked for when it is opened, and again when an editor comes back to it.
 */
import * as vscode from "vscode";

import type { CopyForm, CopyResult } from "../protocol/copying.js";
import type { ObjectAddress } from "../protocol/inspection.js";
import type { BridgeService } from "./bridgeService.js";
import { explainError } from "./userErrors.js";

const scheme = "snakebridge-value";

/** VS Code opens larger texts than that only by itself, as files. */
const mostCharacters = 200_000_000;

/** By the name's end VS Code knows the language. */
const endings: Readonly<Record<string, string>> = {
  elixir: "ex",
  html: "html",
  json: "json",
  python: "py",
  typescript: "ts",
  xml: "xml",
};

interface Shown extends ObjectAddress {
  readonly form: CopyForm;
}

export function provideValueDocuments(service: BridgeService): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async (uri) => await read(service, uri),
  });
}

/** The address of the document that shows an object; `title` is what its tab says. */
export function valueUri(shown: Shown, title: string, language: string): vscode.Uri {
  const name = title.replaceAll(/[^\p{L}\p{N}_.[\]()-]+/gu, "_").slice(0, 80);
  const path = `/${name}.${endings[language] ?? "txt"}`;
  return vscode.Uri.from({ scheme, path, query: JSON.stringify(shown) });
}

async function read(service: BridgeService, uri: vscode.Uri): Promise<string> {
  const shown = parse(uri.query);
  if (!shown) return vscode.l10n.t("This address names no object.");
  try {
    const bridge = await service.get();
    return contentOf(await bridge.inspection.copy(shown, { mostCharacters }));
  } catch (error) {
    return explainError(error)?.message ?? "";
  }
}

function contentOf({ text, reason, next }: CopyResult): string {
  if (text === null) return vscode.l10n.t("There is no such text: {0}.", reason ?? "");
  return next === null ? text : `${text}\n${vscode.l10n.t("… It goes on; this is its beginning.")}`;
}

function parse(query: string): Shown | undefined {
  try {
    const value: unknown = JSON.parse(query);
    return isShown(value) ? value : undefined;
  } catch {
    // An address that somebody else made.
    return undefined;
  }
}

/** As far as needed to ask: what the rest says is the worker's to judge. */
function isShown(value: unknown): value is Shown {
  return (
    typeof value === "object" &&
    value !== null &&
    ["session", "ref", "form"].every((key) => typeof Reflect.get(value, key) === "string")
  );
}
