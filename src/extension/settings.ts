/**
 * Every setting of ours, read typed and fresh: nothing here is cached, so nothing can be stale.
 * What a person did not set is `undefined`, because the bridge then asks the environment before the default.
 */
import * as vscode from "vscode";

const section = "snakebridge";

/** The settings that a worker is started with; a change takes effect with the next worker. */
export interface WorkerSettings {
  readonly pythonPath: string | undefined;
  readonly ttlSeconds: number | undefined;
  readonly maxRefs: number | undefined;
}

export function readWorkerSettings(): WorkerSettings {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    pythonPath: settings.get<string>("python.path", "").trim() || undefined,
    ttlSeconds: toLimit(settings.get("refTtlSeconds")),
    maxRefs: toLimit(settings.get("sessionMaxRefs")),
  };
}

/** Milliseconds a call made from `document` may run; 0: no limit. */
export function readTimeoutMs(document: vscode.Uri | undefined): number {
  return toLimit(vscode.workspace.getConfiguration(section, document).get("timeoutMs")) ?? 0;
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
