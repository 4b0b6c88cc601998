/**
 * Follows the setting `snakebridge.pools` while Python runs: new and changed pools hold at once for whatever
 * starts from now on, and nothing is lost unasked. Workers that run on as they were are restarted if nothing
 * lives there, else offered to be.
 */
import * as vscode from "vscode";

import { plainText } from "./plainText.js";
import type { Services } from "./services.js";
import { affectsPools } from "./settings.js";
import { refsText } from "./words.js";

export function followPoolSetting(services: Services): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (affectsPools(change)) void applyPools(services);
  });
}

async function applyPools({ bridge, log, model }: Services): Promise<void> {
  const outdated = bridge.applyPools();
  const ids = outdated.map(({ workerId }) => workerId);
  if (ids.length === 0) return;
  const refCount = model.refCountOn(ids);
  if (refCount > 0 && !(await offerRestart(ids, refCount))) return;
  log.info(`Restarting for changed pools: ${ids.join(", ")}`);
  await bridge.restart(ids);
}

async function offerRestart(workerIds: readonly string[], refCount: number): Promise<boolean> {
  const restart = vscode.l10n.t("Restart");
  const message = vscode.l10n.t(
    "The pools were changed, but {0} runs on as it was started. Restarting it loses {1}.",
    workerIds.join(", "),
    refsText(refCount),
  );
  return (await vscode.window.showInformationMessage(plainText(message), restart)) === restart;
}
