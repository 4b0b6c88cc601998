/** Show as Image and Show as HTML: what an object shows of itself, in a panel among the editors. */
import * as vscode from "vscode";

import type { Services } from "../services.js";
import { openInPanel } from "./openInPanel.js";

export async function showAsImage(services: Services, argument: unknown): Promise<void> {
  const question = vscode.l10n.t("Show which ref as an image?");
  await openInPanel(services, services.images, { argument, question });
}

export async function showAsHtml(services: Services, argument: unknown): Promise<void> {
  const question = vscode.l10n.t("Show which ref as HTML?");
  await openInPanel(services, services.pages, { argument, question });
}
