/** New Session and Switch Session: which session the calls of the active editor, or of the window, run in. */
import * as vscode from "vscode";

import { pickPool, pickSession } from "../picks.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { fillSession } from "../sessionForm.js";

const longestName = 100;

export async function newSession(services: Services): Promise<void> {
  const bridge = await services.bridge.get();
  const name = await askName();
  if (name === undefined) return;
  const pool = await pickPool(vscode.l10n.t("New Session: in which pool?"));
  if (pool === undefined) return;
  const taken = new Set((await bridge.sessions()).map(({ id }) => id));
  const draft = await fillSession(name, taken);
  if (draft) await services.sessions.create(activePlace(), { label: name, pool, ...draft });
}

async function askName(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("New Session"),
    prompt: vscode.l10n.t("Name of the session. It lives until it is released."),
    validateInput: (text) => validateName(text),
    ignoreFocusOut: true,
  });
  return name?.trim();
}

export async function switchSession(services: Services, argument: unknown): Promise<void> {
  const chosen = readRow(argument).sessionId;
  if (chosen !== undefined) {
    await services.sessions.use(activePlace(), chosen);
    return;
  }
  const bridge = await services.bridge.get();
  const add = { label: vscode.l10n.t("$(add) New Session…"), value: "new" } as const;
  const picked = await pickSession(bridge, vscode.l10n.t("Run calls in which session?"), [add]);
  if (picked === "new") await newSession(services);
  else if (picked) await services.sessions.use(activePlace(), picked.id);
}

function activePlace(): vscode.TextDocument | undefined {
  return vscode.window.activeTextEditor?.document;
}

function validateName(text: string): string | undefined {
  if (text.trim() === "") return vscode.l10n.t("A session needs a name.");
  const isLong = text.trim().length > longestName;
  return isLong ? vscode.l10n.t("At most {0} characters.", longestName) : undefined;
}
