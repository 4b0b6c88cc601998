/** How counts, and the reasons of the wire, read in the person's language. */
import * as vscode from "vscode";

import type { WorkerExit, WorkerExitEvent } from "../bridge/index.js";
import type { RemovalReason } from "../protocol/errors.js";
import type { ReleaseFate } from "../protocol/lettingGo.js";
import type { Words } from "./refsModel.js";

/** `1 ref`, `3 refs`. */
export function refsText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 ref") : vscode.l10n.t("{0} refs", count);
}

/** `512 B`, `1.5 kB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const amount = bytes / 1000 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}

/** `30 s`, `10 min`, `1.5 h`. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
  ] as const;
  const [size, unit] = units.find(([least]) => seconds >= least) ?? [1, "s"];
  return `${Number((seconds / size).toFixed(1))} ${unit}`;
}

/** `exit code 3`, `signal SIGKILL`. */
export function exitText({ exitCode, signal }: Pick<WorkerExit, "exitCode" | "signal">): string {
  if (signal !== null) return vscode.l10n.t("signal {0}", signal);
  return vscode.l10n.t("exit code {0}", exitCode ?? "?");
}

/** What became of a released object. */
export function fateWord(fate: ReleaseFate): string {
  if (fate.fate === "freed") return vscode.l10n.t("released and freed");
  if (fate.fate !== "held") return vscode.l10n.t("released; whether it is freed cannot be told");
  if (fate.by.length === 0) return vscode.l10n.t("released, but something keeps it alive");
  return vscode.l10n.t("held by {0}", fate.by.join("; "));
}

export const words: Words = {
  removal: (reason) => removalWord(reason),
  exit: (exit) => exitWord(exit),
};

function removalWord(reason: RemovalReason): string {
  const reasons: Readonly<Record<RemovalReason, string>> = {
    released: vscode.l10n.t("released"),
    session_released: vscode.l10n.t("released with its session"),
    expired: vscode.l10n.t("expired unused"),
    evicted: vscode.l10n.t("evicted: the session was full"),
    stream_ended: vscode.l10n.t("the stream ended"),
    worker_restarted: vscode.l10n.t("lost: its Python ended"),
    unknown: vscode.l10n.t("gone"),
  };
  return reasons[reason];
}

function exitWord(exit: WorkerExitEvent): string {
  if (exit.lost) return lossWord(exit.lost);
  const lastLine = exit.stderrTail.findLast((line) => line.trim() !== "");
  const how = exitText(exit);
  if (lastLine === undefined) return vscode.l10n.t("Python ended: {0}", how);
  return vscode.l10n.t("Python ended: {0}. Its last words: {1}", how, lastLine.trim());
}

function lossWord({ died, address, workerName }: NonNullable<WorkerExitEvent["lost"]>): string {
  if (died === "scheduler") return vscode.l10n.t("The cluster's scheduler at {0} ended", address);
  return workerName === null
    ? vscode.l10n.t("The cluster worker at {0} ended", address)
    : vscode.l10n.t("The cluster worker {0} at {1} ended", workerName, address);
}
