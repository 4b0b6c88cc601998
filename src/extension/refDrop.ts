/**
 * A row of the inspector dropped into an editor becomes the expression that gives its object: in Python by name, in
 * TypeScript and Elixir as the call that gets it. One edit, so that one undo takes it back.
 */
import * as vscode from "vscode";

import type { SnakeBridge } from "../bridge/index.js";
import type { CopyForm } from "../protocol/copying.js";
import type { ObjectAddress } from "../protocol/inspection.js";
import { draggedObject } from "../protocol/panel.js";
import type { BridgeService } from "./bridgeService.js";
import { textOf } from "./commands/copyAs.js";
import { readRow } from "./rowArgument.js";
import { explainError, showError } from "./userErrors.js";

const kind = vscode.DocumentDropOrPasteEditKind.Empty.append("snakebridge", "expression");

const forms: Readonly<Record<string, CopyForm>> = {
  elixir: "elixir",
  javascript: "typescript",
  typescript: "typescript",
};

export function acceptDroppedRefs(service: BridgeService): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(
    "*",
    {
      provideDocumentDropEdits: async (document, _position, dropped) => {
        const address = await addressIn(dropped);
        return address && (await editFor(service, address, document));
      },
    },
    { dropMimeTypes: [draggedObject], providedDropEditKinds: [kind] },
  );
}

/** Rejects where there is none. */
export async function expressionFor(
  bridge: SnakeBridge,
  address: ObjectAddress,
  { languageId }: vscode.TextDocument,
): Promise<string> {
  const form = forms[languageId] ?? "expression";
  return textOf(await bridge.inspection.copy({ ...address, form }));
}

async function editFor(
  service: BridgeService,
  address: ObjectAddress,
  document: vscode.TextDocument,
): Promise<vscode.DocumentDropEdit | undefined> {
  try {
    const text = await expressionFor(await service.get(), address, document);
    return new vscode.DocumentDropEdit(text, vscode.l10n.t("Insert Expression"), kind);
  } catch (error) {
    const explanation = explainError(error);
    if (explanation) showError(explanation);
    return undefined;
  }
}

async function addressIn(dropped: vscode.DataTransfer): Promise<ObjectAddress | undefined> {
  const text = await dropped.get(draggedObject)?.asString();
  const { sessionId, refId, path = [] } = readRow(parse(text ?? ""));
  return sessionId === undefined || refId === undefined
    ? undefined
    : { session: sessionId, ref: refId, path };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever else was dragged under our name.
    return undefined;
  }
}
