/** Save As…: writes an image, as the object gave it, to a file of the person's choice. */
import * as vscode from "vscode";

import type { PanelImage } from "../../protocol/displayPanel.js";
import { explainError, showError } from "../userErrors.js";
import { imageEndings } from "./images.js";

export async function saveImage({ mimeType, data }: PanelImage, title: string): Promise<void> {
  const ending = imageEndings[mimeType] ?? "bin";
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${title.replaceAll(/[^\p{L}\p{N}_.-]+/gu, "_").slice(0, 100) || "image"}.${ending}`;
  const file = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [vscode.l10n.t("Image")]: [ending] },
  });
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, data);
  } catch (error) {
    const explanation = explainError(error);
    if (explanation) showError(explanation);
  }
}
