/** How counts, and the reasons of the wire, read in the person's language. */
import * as vscode from "vscode";

import type { WorkerExit, WorkerExitEvent } from "../bridge/index.js";
import type { RemovalReason } from "../protocol/errors.js";
import type { Words } from "./refsModel.js";

/** `1 ref`, `3 refs`. */
export function refsText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 ref") : vscode.l10n.t("{0} refs", count);
}

/** `exit code 3`, `signal SIGKILL`. */
export function exitText({ exitCode, signal }: Pick<WorkerExit, "exitCode" | "signal">): string {
  if (signal !== null) return vscode.l10n.t("signal {0}", signal);
  return vscode.l10n.t("exit code {0}", exitCode ?? "?");
}

export const words: Words = {
  removal: (reason) => removalWord(reason),
  exit: (exit) => exitWord(exit),
};

function removalWord(reason: RemovalReason): string {
  const { t } = vscode.l10n;
  const reasons: Readonly<Record<RemovalReason, string>> = {
    released: t("released"),
    session_released: t("released with its session"),
    expired: t("expired unused"),
    evicted: t("evicted: the session was full"),
    stream_ended: t("the stream ended"),
    worker_restarted: t("lost: its Python ended"),
    unknown: t("gone"),
  };
  return reasons[reason];
}

function exitWord(exit: WorkerExitEvent): string {
  const lastLine = exit.stderrTail.findLast((line) => line.trim() !== "");
  const how = exitText(exit);
  if (lastLine === undefined) return vscode.l10n.t("Python ended: {0}", how);
  return vscode.l10n.t("Python ended: {0}. Its last words: {1}", how, lastLine.trim());
}
