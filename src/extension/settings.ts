/**
 * Every setting of ours, read typed and fresh: nothing here is cached, so nothing can be stale.
 * What a person did not set is `undefined`, because the bridge then asks the environment before the default.
 */
import * as vscode from "vscode";

import type { BridgeDefaults } from "../bridge/index.js";
import type { ClusterKey } from "./clusterSettings.js";
import { toPools, wrongClusters } from "./poolSettings.js";
import type { PoolSettings } from "./poolSettings.js";

const section = "snakebridge";

/** The interpreter a person set, if any. */
export function readPythonPath(): string | undefined {
  const path = vscode.workspace.getConfiguration(section).get("python.path");
  const trimmed = typeof path === "string" ? path.trim() : "";
  return trimmed === "" ? undefined : trimmed;
}

/** The limits that a person set; they hold for workers started from now on. */
export function readLimits(): Pick<BridgeDefaults, "ttlSeconds" | "maxRefs"> {
  const settings = vscode.workspace.getConfiguration(section);
  const ttlSeconds = toLimit(settings.get("refTtlSeconds"));
  const maxRefs = toLimit(settings.get("sessionMaxRefs"));
  return {
    ...(ttlSeconds !== undefined && { ttlSeconds }),
    ...(maxRefs !== undefined && { maxRefs }),
  };
}

/** Milliseconds a call made from `document` may run; 0: no limit. */
export function readTimeoutMs(document: vscode.Uri | undefined): number {
  return toLimit(vscode.workspace.getConfiguration(section, document).get("timeoutMs")) ?? 0;
}

/** The pools that a person set; one of one worker if none. */
export function readPools(): PoolSettings {
  return toPools(poolsAsWritten());
}

/** What a person set wrongly of the cluster of a pool. */
export function readClusterMistakes(pool: string): readonly ClusterKey[] {
  return wrongClusters(poolsAsWritten()).get(pool) ?? [];
}

function poolsAsWritten(): unknown {
  return vscode.workspace.getConfiguration(section).get("pools");
}

export function affectsPools(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration(`${section}.pools`);
}

/** Whether the types of live objects stand behind their names in `document`. */
export function readInlayHints(document: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(section, document).get("inlayHints") === true;
}

/** Calls `listener` whenever {@link readInlayHints} may say otherwise. */
export function onDidChangeInlayHints(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${section}.inlayHints`)) listener();
  });
}

/** Whether statements that made refs have CodeLens over them. */
export function readCodeLens(document: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(section, document).get("codeLens") === true;
}

/** Calls the listener when a person turns CodeLens on or off. */
export function onDidChangeCodeLens(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${section}.codeLens`)) listener();
  });
}

/** Whether the change is one that decides which Python runs. */
export function affectsInterpreter(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration(`${section}.python.path`);
}

export async function writePythonPath(path: string): Promise<void> {
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(section).update("python.path", path, target);
}

/** A hand-written settings.json may hold anything: what is no limit counts as not set. */
function toLimit(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
