/** Release Ref and Release Session: free what was chosen, else what the person picks. */
import * as vscode from "vscode";

import { pickRefs, pickSession } from "../picks.js";
import { plainText } from "../plainText.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { refsText } from "../words.js";
import { requireRefs } from "./chosenRef.js";

export async function releaseRef(services: Services, argument: unknown): Promise<void> {
  const bridge = await services.bridge.get();
  const { sessionId, refId } = readRow(argument);
  if (sessionId !== undefined && refId !== undefined) {
    await bridge.releaseRefs(sessionId, [refId]);
    return;
  }
  await requireRefs(bridge);
  const refs = (await pickRefs(bridge, vscode.l10n.t("Release which refs?"))) ?? [];
  for (const session of new Set(refs.map((ref) => ref.sessionId))) {
    const chosen = refs.filter((ref) => ref.sessionId === session);
    const ids = chosen.map(({ id }) => id);
    await bridge.releaseRefs(session, ids);
  }
}

/** The session chosen on, else the active editor's, else one that the person picks. */
export async function releaseSession(services: Services, argument: unknown): Promise<void> {
  const { sessions } = services;
  const bridge = await services.bridge.get();
  const place = vscode.window.activeTextEditor?.document;
  const known = readRow(argument).sessionId ?? (place && sessions.find(place));
  const picked = known ?? (await pickSession(bridge, vscode.l10n.t("Release which session?")))?.id;
  if (picked === undefined) return;
  const released = await sessions.release(picked);
  const label = sessions.labelOf(picked);
  const message = vscode.l10n.t("{0}: {1} released", label, refsText(released));
  vscode.window.setStatusBarMessage(plainText(message), statusMessageMs);
}

const statusMessageMs = 5_000;
