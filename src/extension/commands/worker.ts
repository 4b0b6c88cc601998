/** Restart Worker, Interrupt, and what is left when Python does not react to either. */
import * as vscode from "vscode";

import type { Services } from "../services.js";
import { refsText } from "../words.js";

const statusMessageMs = 5_000;

/** Refs die with their worker: with any alive the person is asked first. */
export async function restartWorker({ bridge, model }: Services): Promise<void> {
  const { refCount } = model;
  if (refCount > 0 && !(await confirmLoss(refCount))) return;
  await bridge.restart();
  tell(vscode.l10n.t("Python was ended; the next call starts it anew."));
}

/** Ends what does not react, at once; anything else as a restart does. */
export async function killWorker(services: Services): Promise<void> {
  const { bridge } = services;
  if (!isStuck(services)) {
    await restartWorker(services);
    return;
  }
  await bridge.restart();
  tell(vscode.l10n.t("Python was killed; the next call starts it anew."));
}

/** Interrupts what runs: the active editor's session first, else whichever does. */
export async function interrupt(services: Services): Promise<void> {
  const { bridge, sessions, stuckNotice } = services;
  if (isStuck(services)) {
    stuckNotice.repeat();
    return;
  }
  const { current } = bridge;
  const own = sessions.find(vscode.window.activeTextEditor?.document);
  const others = bridge.workers.flatMap(({ sessionIds }) => sessionIds);
  for (const sessionId of new Set([...(own === undefined ? [] : [own]), ...others])) {
    const answer = await current?.interrupt(sessionId);
    if (answer?.interrupted) return;
  }
  tell(vscode.l10n.t("Nothing is running that could be interrupted."));
}

function isStuck({ bridge }: Services): boolean {
  return bridge.workers.some(({ state }) => state === "unresponsive");
}

async function confirmLoss(refCount: number): Promise<boolean> {
  const restart = vscode.l10n.t("Restart");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Restarting Python loses {0}.", refsText(refCount)),
    restart,
  );
  return chosen === restart;
}

function tell(message: string): void {
  vscode.window.setStatusBarMessage(message, statusMessageMs);
}
