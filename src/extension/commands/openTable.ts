/** Open as Table: the rows and cells of a list, array or frame in a panel beside the editors. */
import * as vscode from "vscode";

import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { chosenRef } from "./chosenRef.js";

export async function openTable(services: Services, argument: unknown): Promise<void> {
  const ref = await chosenRef(services, argument, vscode.l10n.t("Open which ref as a table?"));
  if (!ref) return;
  const { path = [] } = readRow(argument);
  const name = ref.names[0] ?? ref.typeName;
  services.tables.open({ session: ref.sessionId, ref: ref.id, path }, name);
}
