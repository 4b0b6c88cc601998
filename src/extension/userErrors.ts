/**
 * What a failure means to a person: what happened, why, what to do, and the buttons that do it. The only
 * place that shows an error message; cancellation is not a failure and shows nothing.
 */
import * as vscode from "vscode";

import {
  CancelledError,
  ClusterUnavailableError,
  ClusterWorkerExitedError,
  InterpreterError,
  PythonError,
  SessionWorkerUnavailableError,
  SnakeBridgeError,
  TimeoutError,
  WorkerBusyError,
  WorkerExitedError,
} from "../bridge/index.js";
import { copy } from "./copyText.js";
import { plainText } from "./plainText.js";
import { exitText } from "./words.js";

/** Thrown instead of starting anything in Restricted Mode. */
export class UntrustedWorkspaceError extends Error {
  override readonly name = "UntrustedWorkspaceError";
}

export type ErrorAction = CommandAction | { readonly title: string; readonly run: () => unknown };

interface CommandAction {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** Something the person asked for cannot be done as it stands; message and buttons say what to do instead. */
export class UserMistake extends Error {
  override readonly name = "UserMistake";
  readonly actions: readonly ErrorAction[];

  constructor(message: string, ...actions: readonly ErrorAction[]) {
    super(message);
    this.actions = actions;
  }
}

export interface Explanation {
  /** One line: it stands behind a statement, or in a message. */
  readonly message: string;
  readonly actions: readonly ErrorAction[];
  /** Whether a person must act before anything works: then it is shown wherever the failure happened. */
  readonly isBlocking: boolean;
}

/** `undefined` for a cancellation. */
export function explainError(error: unknown): Explanation | undefined {
  if (error instanceof CancelledError) return undefined;
  if (error instanceof UntrustedWorkspaceError)
    return blocking(untrustedMessage(), [manageTrust()]);
  if (error instanceof InterpreterError) {
    return blocking(interpreterMessage(error), [selectInterpreter(), openSettings("python.path")]);
  }
  if (error instanceof UserMistake) return plain(error.message, error.actions);
  if (error instanceof PythonError) return plain(pythonMessage(error), [showOutput()]);
  if (error instanceof TimeoutError) return plain(error.message, [openSettings("timeoutMs")]);
  if (error instanceof SessionWorkerUnavailableError) {
    return plain(restingMessage(error), [restartWorker(), showLog()]);
  }
  if (error instanceof WorkerBusyError) {
    return plain(busyMessage(error), [interruptWorker(error), switchSession()]);
  }
  if (error instanceof ClusterUnavailableError) return clusterExplanation(error);
  if (error instanceof ClusterWorkerExitedError) return plain(error.message, [showLog()]);
  if (error instanceof WorkerExitedError) return plain(exitedMessage(error), [showLog()]);
  if (error instanceof SnakeBridgeError) return plain(error.message, [showLog()]);
  return plain(unexpectedMessage(error), [showLog()]);
}

/** Whether no Python could start, or a person did not want it to. */
export function keepsFromStarting(error: unknown): boolean {
  return error instanceof UserMistake || explainError(error)?.isBlocking === true;
}

/** Shows the failure as a message; what the person chooses there runs when they choose. */
export function showError(explanation: Explanation): void {
  void offerActions(explanation);
}

async function offerActions({ message, actions }: Explanation): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(
    plainText(message),
    ...actions.map(({ title }) => title),
  );
  const action = actions.find(({ title }) => title === chosen);
  if (!action) return;
  if ("run" in action) await action.run();
  else await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
}

function plain(message: string, actions: readonly ErrorAction[]): Explanation {
  return { message, actions, isBlocking: false };
}

function blocking(message: string, actions: readonly ErrorAction[]): Explanation {
  return { message, actions, isBlocking: true };
}

function untrustedMessage(): string {
  return vscode.l10n.t(
    "SnakeBridge runs Python, so it does nothing in Restricted Mode. Trust this workspace to go on.",
  );
}

function interpreterMessage({ tried }: InterpreterError): string {
  const list = tried.map(({ command, problem }) => `${command} (${problem})`).join(", ");
  return vscode.l10n.t(
    "SnakeBridge found no Python 3.9 or newer. Tried: {0}. Install Python, or select an interpreter.",
    list,
  );
}

function pythonMessage({ pythonType, message }: PythonError): string {
  return message === "" ? pythonType : `${pythonType}: ${message}`;
}

function exitedMessage(error: WorkerExitedError): string {
  const how = exitText(error);
  return vscode.l10n.t("Python ended before it answered: {0}. The next call starts it anew.", how);
}

/** Nothing of the pool works before a person acts; what its gateway found says more than we know here. */
function clusterExplanation({ reason, message, install }: ClusterUnavailableError): Explanation {
  const settings = openSettings("pools");
  if (reason === "unplaceable") return plain(message, [settings]);
  if (reason !== "missing") return blocking(message, [settings, showLog()]);
  const copyInstall = install === undefined ? [] : [copyInstallCommand(install)];
  return blocking(message, [...copyInstall, selectInterpreter()]);
}

function busyMessage({ workerId }: WorkerBusyError): string {
  return vscode.l10n.t(
    "{0} is busy, and its pool is set not to wait (strict_fail_fast). Interrupt it, wait until it is done, or run this in another session.",
    workerId,
  );
}

function restingMessage({ retryAfterMs }: SessionWorkerUnavailableError): string {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return vscode.l10n.t("Python ended again and again; it can be tried anew in {0} s.", seconds);
}

function unexpectedMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t(
    "SnakeBridge failed where it should not: {0}. The log has the details.",
    text,
  );
}

function manageTrust(): ErrorAction {
  return { title: vscode.l10n.t("Manage Workspace Trust"), command: "workbench.trust.manage" };
}

function selectInterpreter(): ErrorAction {
  return { title: vscode.l10n.t("Select Interpreter"), command: "snakebridge.selectInterpreter" };
}

function copyInstallCommand(install: string): ErrorAction {
  return { title: vscode.l10n.t("Copy Install Command"), run: () => copy(install) };
}

function restartWorker(): ErrorAction {
  return { title: vscode.l10n.t("Restart Now"), command: "snakebridge.restartWorker" };
}

function interruptWorker({ workerId }: WorkerBusyError): ErrorAction {
  const title = vscode.l10n.t("Interrupt");
  return { title, command: "snakebridge.interrupt", args: [{ workerId }] };
}

function switchSession(): ErrorAction {
  return { title: vscode.l10n.t("Switch Session…"), command: "snakebridge.switchSession" };
}

/** Leads to one setting of ours. */
export function openSettings(setting: string): CommandAction {
  const title = vscode.l10n.t("Open Settings");
  return { title, command: "workbench.action.openSettings", args: [`snakebridge.${setting}`] };
}

function showLog(): ErrorAction {
  return { title: vscode.l10n.t("Show Log"), command: "snakebridge.showLog" };
}

function showOutput(): ErrorAction {
  return { title: vscode.l10n.t("Show Output"), command: "snakebridge.showOutput" };
}
