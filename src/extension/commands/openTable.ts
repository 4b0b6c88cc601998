/** Open as Table: the rows and cells of a list, array or frame in a panel beside the editors. */
import * as vscode from "vscode";

import type { Services } from "../services.js";
import { openInPanel } from "./openInPanel.js";

export async function openTable(services: Services, argument: unknown): Promise<void> {
  const question = vscode.l10n.t("Open which ref as a table?");
  await openInPanel(services, services.tables, { argument, question });
}
