/**
 * Says that Python does not react, and offers to kill it: one notification for each time it is stuck, which
 * goes by itself when Python reacts again. A progress notification, because no other can be taken back.
 */
import * as vscode from "vscode";

import type { WorkerInfo } from "../bridge/index.js";
import type { BridgeService } from "./bridgeService.js";

export class StuckNotice implements vscode.Disposable {
  readonly #service: BridgeService;
  readonly #listener: vscode.Disposable;
  /** How to take back the notification of each worker that is stuck. */
  readonly #stuck = new Map<string, () => void>();

  constructor(service: BridgeService) {
    this.#service = service;
    this.#listener = service.onDidChangeWorkers((workers) => this.#follow(workers));
  }

  /** Says it again for those that are stuck. */
  repeat(): void {
    this.keepWaiting();
    for (const workerId of this.#stuck.keys()) this.#say(workerId);
  }

  /** Takes the notifications back; those workers are not told of until they are stuck once more. */
  keepWaiting(): void {
    for (const takeBack of this.#stuck.values()) takeBack();
  }

  dispose(): void {
    this.#listener.dispose();
    this.keepWaiting();
  }

  #follow(workers: readonly WorkerInfo[]): void {
    const stuck = workers.filter(({ state }) => state === "unresponsive");
    const ids = new Set(stuck.map(({ workerId }) => workerId));
    for (const [workerId, takeBack] of this.#stuck) {
      if (ids.has(workerId)) continue;
      takeBack();
      this.#stuck.delete(workerId);
    }
    for (const workerId of ids) if (!this.#stuck.has(workerId)) this.#say(workerId);
  }

  #say(workerId: string): void {
    const isOne = this.#service.workers.length === 1;
    const title = isOne
      ? vscode.l10n.t("Python does not respond")
      : vscode.l10n.t("Python {0} does not respond", workerId);
    const which = encodeURIComponent(JSON.stringify([{ workerId }]));
    const kill = `[${vscode.l10n.t("Kill Worker")}](command:snakebridge.killWorker?${which})`;
    const wait = `[${vscode.l10n.t("Wait")}](command:snakebridge.keepWaiting)`;
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title },
      (progress) => {
        progress.report({
          message: vscode.l10n.t("{0} or {1}? Its refs die with it.", kill, wait),
        });
        return new Promise<void>((resolve) => this.#stuck.set(workerId, resolve));
      },
    );
  }
}
