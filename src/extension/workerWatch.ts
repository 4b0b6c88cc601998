/**
 * What a person is told about Python without having asked: that it ended and took refs with it, and that
 * another interpreter was chosen while refs live on the old one.
 */
import * as vscode from "vscode";

import type { WorkerExitEvent, WorkerInfo } from "../bridge/index.js";
import { lostEntries } from "./commands/history.js";
import type { InterpreterChoice } from "./interpreter.js";
import { plainText } from "./plainText.js";
import type { Services } from "./services.js";
import { readPools } from "./settings.js";
import { showError, type ErrorAction } from "./userErrors.js";
import { refsText, words } from "./words.js";

export function watchWorkers(services: Services): vscode.Disposable {
  const { bridge, interpreter } = services;
  return vscode.Disposable.from(
    bridge.onDidExitWorker((exit) => tellExit(services, exit)),
    interpreter.onDidChange((choice) => void followInterpreter(services, choice)),
  );
}

/** Rows, results and requests in flight tell their own part; one message tells the cause. */
function tellExit({ log, history }: Services, exit: WorkerExitEvent): void {
  const summary = words.exit(exit);
  log.error(summary, ...exit.stderrTail);
  if (exit.sessionsLost.length === 0) return;
  showError({
    message: lossMessage(exit, summary),
    actions: [
      ...(lostEntries(history.entries).length > 0 ? [replayAction()] : []),
      { title: vscode.l10n.t("Show Log"), command: "snakebridge.showLog" },
    ],
    isBlocking: false,
  });
}

function lossMessage({ lost }: WorkerExitEvent, summary: string): string {
  if (!lost) return vscode.l10n.t("{0}. Its refs are lost; the next call starts it anew.", summary);
  return lost.died === "scheduler"
    ? vscode.l10n.t("{0}. All refs there are lost; calls work again once it is back.", summary)
    : vscode.l10n.t("{0}. The refs there are lost; the next call finds another place.", summary);
}

function replayAction(): ErrorAction {
  return { title: vscode.l10n.t("Run Again…"), command: "snakebridge.replayHistory" };
}

/** Without live refs nobody minds; with some, they are worth a question. */
async function followInterpreter(
  { bridge, model }: Services,
  { path }: InterpreterChoice,
): Promise<void> {
  const affected = workersWithoutOwnPython(bridge.workers);
  const refCount = affected ? model.refCountOn(affected) : model.refCount;
  if (refCount > 0) {
    const restart = vscode.l10n.t("Restart");
    const message = vscode.l10n.t(
      "Another Python was chosen: {0}. Restarting with it loses {1}; until then the old one runs on.",
      path ?? "python3",
      refsText(refCount),
    );
    if ((await vscode.window.showInformationMessage(plainText(message), restart)) !== restart)
      return;
  }
  await bridge.restart(affected);
}

/** Those that run the window's Python; undefined if no pool has one of its own. */
function workersWithoutOwnPython(workers: readonly WorkerInfo[]): readonly string[] | undefined {
  const pools = readPools();
  const isOwn = ({ pool }: WorkerInfo): boolean => pools[pool]?.python !== undefined;
  if (!Object.values(pools).some(({ python }) => python !== undefined)) return undefined;
  return workers.filter((worker) => !isOwn(worker)).map(({ workerId }) => workerId);
}
