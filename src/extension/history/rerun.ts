/** Runs entries again: one as a new entry, or many in their places, those first that others need. */
import * as vscode from "vscode";

import type { OutputEvent } from "../../bridge/index.js";
import { withCancel } from "../progress.js";
import { sendSelection } from "../sendSelection.js";
import type { Services } from "../services.js";
import { readTimeoutMs } from "../settings.js";
import { UserMistake } from "../userErrors.js";
import type { Entry } from "./entries.js";
import { labelOf } from "./items.js";
import { dependantsOf, type ReplayPlan } from "./replayPlan.js";

/** What tracebacks name where there is no file. */
const nameless = "<history>";
const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export interface ReplayOutcome {
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Rejects as the run does. */
export async function runAgain(services: Services, entry: Entry): Promise<unknown> {
  const sessionId = await sessionFor(services, entry);
  return await services.history.record({ ...entry, sessionId }, send(services, entry, sessionId));
}

/** Runs the steps in order; what needs one that failed is marked and left out, all else runs. */
export async function replay(services: Services, plan: ReplayPlan): Promise<ReplayOutcome> {
  const blocked = new Map<number, string>();
  const outcome = { done: 0, failed: 0, skipped: 0 };
  for (const entry of plan.steps) {
    const reason = blocked.get(entry.id);
    if (reason !== undefined) {
      services.history.skip(entry.id, reason);
      outcome.skipped += 1;
    } else if (await succeeds(services, entry)) {
      outcome.done += 1;
    } else {
      outcome.failed += 1;
      const needed = vscode.l10n.t("It needs what failed: {0}", labelOf(entry));
      for (const id of dependantsOf(plan, entry.id)) blocked.set(id, needed);
    }
  }
  return outcome;
}

async function succeeds(services: Services, entry: Entry): Promise<boolean> {
  try {
    const sessionId = await sessionFor(services, entry);
    const run = send(services, entry, sessionId);
    await services.history.recordAgain(entry.id, sessionId, run);
    return true;
  } catch (error) {
    // The entry tells what went wrong; the others go on.
    services.log.debug("An entry failed to run again", error);
    return false;
  }
}

function send(services: Services, entry: Entry, session: string) {
  const { program, source, bind, place } = entry;
  return async (onOutput: (event: OutputEvent) => void): Promise<unknown> => {
    if (program === null) throw new UserMistake(vscode.l10n.t("This cannot be run again."));
    const bridge = await services.bridge.get();
    const title = vscode.l10n.t("Python runs {0}", labelOf(entry));
    const range = place?.range ?? nowhere;
    const selection = { kind: "run", program, source, range, bind, reason: "" } as const;
    const fileName = place?.uri === undefined ? nameless : vscode.Uri.parse(place.uri).fsPath;
    const origin = { expression: source.slice(0, 1_000), ...place };
    const timeoutMs = readTimeoutMs(undefined);
    return await withCancel(title, (signal) =>
      sendSelection(bridge, selection, {
        ...{ session, fileName, signal, timeoutMs, origin, onOutput },
      }),
    );
  };
}

/** The session it ran in while that is known here, else the one of its document, else the window's. */
async function sessionFor({ bridge, sessions, model }: Services, entry: Entry): Promise<string> {
  const { sessionId, place } = entry;
  if (sessionId !== "" && (await isAlive(bridge, sessionId))) return sessionId;
  const documents = vscode.workspace.textDocuments;
  const document = documents.find(({ uri }) => uri.toString() === place?.uri);
  if (document) return await sessions.of(document);
  if (sessionId !== "" && model.sessionInfo(sessionId)) return sessionId;
  return await sessions.of(undefined);
}

async function isAlive(service: Services["bridge"], sessionId: string): Promise<boolean> {
  const alive = (await service.current?.sessions()) ?? [];
  return alive.some(({ id }) => id === sessionId);
}
