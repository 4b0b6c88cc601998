/**
 * SnakeBridge in the status bar, from its first use on: how many refs live and what Python does. A click
 * opens the menu. It shows what events told; it asks nothing.
 */
import * as vscode from "vscode";

import type { WorkerInfo, WorkerState } from "../bridge/index.js";
import type { BridgeService } from "./bridgeService.js";
import type { RefsModel } from "./refsModel.js";
import { refsText } from "./words.js";

export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Left);
  readonly #service: BridgeService;
  readonly #model: RefsModel;
  readonly #listeners: vscode.Disposable[];

  constructor(service: BridgeService, model: RefsModel) {
    this.#service = service;
    this.#model = model;
    this.#item.name = "SnakeBridge";
    this.#item.command = "snakebridge.showMenu";
    const update = () => this.#update();
    this.#listeners = [
      service.onDidChangeRefs(update),
      service.onDidChangeWorkers(update),
      service.onDidExitWorker(update),
      service.onDidRestart(update),
      service.onDidChangeObstacle(update),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { workers } = this.#service;
    const isRunning = workers.some(({ state }) => state === "busy" || state === "unresponsive");
    const isStuck = workers.some(({ state }) => state === "unresponsive");
    const icon = isStuck ? "$(warning)" : isRunning ? "$(sync~spin)" : "$(symbol-class)";
    const { refCount } = this.#model;
    const state = isStuck ? "unresponsive" : isRunning ? "busy" : "ready";
    const warning = isStuck ? `, ${stateWord(state)}` : "";
    this.#item.text = `${icon} ${refsText(refCount)}${warning}`;
    this.#item.backgroundColor = isStuck
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    this.#item.tooltip = [this.#problem(), ...workers.map(describeWorker)]
      .filter(Boolean)
      .join("\n");
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t("SnakeBridge: {0}, Python {1}", refsText(refCount), stateWord(state)),
      role: "button",
    };
    this.#item.show();
    void vscode.commands.executeCommand("setContext", "snakebridge.isRunning", isRunning);
  }

  #problem(): string {
    const { obstacle } = this.#service;
    return obstacle.kind === "noInterpreter" ? obstacle.message : "";
  }
}

function describeWorker({ workerId, state, pythonVersion }: WorkerInfo): string {
  return vscode.l10n.t("{0}: Python {1}, {2}", workerId, pythonVersion ?? "?", stateWord(state));
}

function stateWord(state: WorkerState): string {
  const words: Readonly<Record<WorkerState, string>> = {
    starting: vscode.l10n.t("starting"),
    ready: vscode.l10n.t("idle"),
    busy: vscode.l10n.t("busy"),
    unresponsive: vscode.l10n.t("busy, no response"),
    exited: vscode.l10n.t("ended"),
  };
  return words[state];
}
