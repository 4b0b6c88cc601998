/**
 * Tells that something takes its time: a spinner in the status bar after a moment, and, where it can be ended,
 * a message with Cancel when it goes on. What is quick shows nothing.
 */
import * as vscode from "vscode";

import { plainText } from "./plainText.js";

const spinnerDelayMs = 300;
const messageDelayMs = 1_500;

/** Settles as `task` does. */
export async function withSpinner<T>(title: string, task: Promise<T>): Promise<T> {
  const ended = whenEnded(task);
  const timer = setTimeout(() => showSpinner(title, ended), spinnerDelayMs);
  try {
    return await task;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `task` with a signal that the person's Cancel aborts; settles as the task does. */
export async function withCancel<T>(
  title: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  const running = task(cancel.signal);
  const ended = whenEnded(running);
  // The message takes over from the spinner: both at once would say the same thing twice.
  const shown = showCancelLater(title, ended, cancel);
  await withSpinner(title, Promise.race([ended, shown]));
  return await running;
}

/** Resolves when the message shows; for a task that ends before, it never does. */
function showCancelLater(
  title: string,
  ended: Promise<void>,
  cancel: AbortController,
): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      showCancel(title, ended, cancel);
      resolve();
    }, messageDelayMs);
    void ended.then(() => clearTimeout(timer));
  });
}

async function whenEnded(task: Promise<unknown>): Promise<void> {
  try {
    await task;
  } catch {
    // Whoever started the task hears of it.
  }
}

function showSpinner(title: string, ended: Promise<void>): void {
  const location = vscode.ProgressLocation.Window;
  void vscode.window.withProgress({ location, title: plainText(title) }, () => ended);
}

function showCancel(title: string, ended: Promise<void>, cancel: AbortController): void {
  const location = vscode.ProgressLocation.Notification;
  void vscode.window.withProgress(
    { location, title: plainText(title), cancellable: true },
    (_progress, token) => {
      token.onCancellationRequested(() => cancel.abort());
      return ended;
    },
  );
}
