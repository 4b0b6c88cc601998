/**
 * Tells that something takes its time and lets the person end it: a spinner in the status bar after a
 * moment, and a message with Cancel when it goes on. What is quick shows nothing.
 */
import * as vscode from "vscode";

const spinnerDelayMs = 300;
const messageDelayMs = 1_500;

/** Runs `task` with a signal that the person's Cancel aborts; settles as the task does. */
export async function withCancel<T>(
  title: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  const running = task(cancel.signal);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const spinner = setTimeout(() => showSpinner(title, ended), spinnerDelayMs);
  const message = setTimeout(() => showCancel(title, ended, cancel), messageDelayMs);
  try {
    return await running;
  } finally {
    clearTimeout(spinner);
    clearTimeout(message);
  }
}

function showSpinner(title: string, ended: Promise<void>): void {
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => ended);
}

function showCancel(title: string, ended: Promise<void>, cancel: AbortController): void {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => cancel.abort());
    return ended;
  });
}
