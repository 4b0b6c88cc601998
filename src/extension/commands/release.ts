/** Release Ref and Release Session: let go what was chosen, else what the person picks. */
import * as vscode from "vscode";

import type { RefInfo } from "../../protocol/sessions.js";
import { pickRefs, pickSession } from "../picks.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { refsText } from "../words.js";
import { requireRefs } from "./chosenRef.js";

export async function releaseRef(services: Services, argument: unknown): Promise<void> {
  const { sessionId, refId } = readRow(argument);
  if (sessionId !== undefined && refId !== undefined) {
    await services.releases.release([{ session: sessionId, refs: [refId] }]);
    return;
  }
  const bridge = await services.bridge.get();
  await requireRefs(bridge);
  await releaseRefs(services, (await pickRefs(bridge, vscode.l10n.t("Release which refs?"))) ?? []);
}

/** Lets refs of any sessions go as one release, which can be taken back. */
export async function releaseRefs(services: Services, refs: readonly RefInfo[]): Promise<void> {
  const sessions = [...new Set(refs.map(({ sessionId }) => sessionId))];
  const chosen = sessions.map((session) => ({
    session,
    refs: refs.filter(({ sessionId }) => sessionId === session).map(({ id }) => id),
  }));
  const released = await services.releases.release(chosen);
  if (released === 0) return;
  const message = vscode.l10n.t("{0} released; Undo Release brings them back", refsText(released));
  tell(message);
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
  tell(message);
}

/** Takes the last release back. */
export async function undoRelease({ releases }: Services): Promise<void> {
  const restored = await releases.undo();
  const message = vscode.l10n.t("{0} back", refsText(restored));
  tell(message);
}
