/** Restart Worker, Kill Worker and Interrupt, on the worker chosen where there are several. */
import * as vscode from "vscode";

import { pickWorkers } from "../picks.js";
import { readRow } from "../rowArgument.js";
import { requireTrust } from "../trust.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { refsText } from "../words.js";

/** Refs die with their worker: with any alive the person is asked first. */
export async function restartWorker(services: Services, argument?: unknown): Promise<void> {
  const { bridge, model } = services;
  requireTrust();
  const { workerId } = readRow(argument);
  const chosen =
    workerId === undefined
      ? await pickWorkers(bridge.workers, vscode.l10n.t("Restart which worker?"))
      : [workerId];
  if (chosen === undefined) return;
  const isAll = chosen.length === bridge.workers.length;
  const refCount = isAll ? model.refCount : model.refCountOn(chosen);
  if (refCount > 0 && !(await confirmLoss(refCount))) return;
  await bridge.restart(isAll ? undefined : chosen);
  tell(
    chosen.length === 0
      ? vscode.l10n.t("No Python is running; the next call starts one.")
      : vscode.l10n.t("Python was ended; the next call starts it anew."),
  );
}

/** Ends what does not react, at once; anything else as a restart does. */
export async function killWorker(services: Services, argument?: unknown): Promise<void> {
  const stuck = stuckWorkers(services, argument);
  if (stuck.length === 0) {
    await restartWorker(services, argument);
    return;
  }
  await services.bridge.restart(stuck);
  tell(vscode.l10n.t("Python was killed; the next call starts it anew."));
}

/** Interrupts what runs: on the worker chosen, else in the active editor's session, else whichever does. */
export async function interrupt(services: Services, argument?: unknown): Promise<void> {
  const { bridge, stuckNotice } = services;
  if (stuckWorkers(services, argument).length > 0) {
    stuckNotice.repeat();
    return;
  }
  for (const sessionId of sessionsToInterrupt(services, readRow(argument).workerId)) {
    const answer = await bridge.current?.interrupt(sessionId);
    if (answer?.interrupted) return;
  }
  tell(vscode.l10n.t("Nothing is running that could be interrupted."));
}

function sessionsToInterrupt(
  { bridge, sessions }: Services,
  workerId: string | undefined,
): ReadonlySet<string> {
  const own = sessions.find(vscode.window.activeTextEditor?.document);
  const preferred = workerId === undefined && own !== undefined ? [own] : [];
  const workers = bridge.workers.filter(
    (worker) => (workerId ?? worker.workerId) === worker.workerId,
  );
  return new Set([...preferred, ...workers.flatMap(({ sessionIds }) => sessionIds)]);
}

/** Ids of the workers that do not react: the one chosen if it is among them, or all of them. */
function stuckWorkers({ bridge }: Services, argument: unknown): readonly string[] {
  const { workerId } = readRow(argument);
  const stuck = bridge.workers.filter(({ state }) => state === "unresponsive");
  const ids = stuck.map((worker) => worker.workerId);
  return workerId === undefined ? ids : ids.filter((id) => id === workerId);
}

async function confirmLoss(refCount: number): Promise<boolean> {
  const restart = vscode.l10n.t("Restart");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Restarting Python loses {0}.", refsText(refCount)),
    restart,
  );
  return chosen === restart;
}
