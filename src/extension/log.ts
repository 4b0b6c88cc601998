/**
 * The two channels of the Output panel: our log, which is also the bridge's `Logger`, and what Python prints.
 * There is no log level setting: a log channel has a level of its own ("Developer: Set Log Level…"), which
 * VS Code keeps, and which the language client follows for its trace.
 */
import * as vscode from "vscode";

import type { OutputEvent, PythonError } from "../bridge/index.js";

export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel("SnakeBridge", { log: true });
}

/** What user code writes, under a heading wherever the session changes. */
export class UserOutput implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("SnakeBridge Output");
  readonly #labelOf: (sessionId: string) => string;
  #sessionId: string | null = null;
  #isAtLineStart = true;

  constructor(labelOf: (sessionId: string) => string) {
    this.#labelOf = labelOf;
  }

  write({ sessionId, text }: Pick<OutputEvent, "sessionId" | "text">): void {
    if (text === "") return;
    if (sessionId !== this.#sessionId) this.#startHeading(sessionId);
    this.#append(text);
  }

  writeError({ traceback }: PythonError): void {
    if (!this.#isAtLineStart) this.#append("\n");
    this.#append(traceback);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }

  #startHeading(sessionId: string | null): void {
    this.#sessionId = sessionId;
    if (!this.#isAtLineStart) this.#append("\n");
    if (sessionId !== null) this.#append(`── ${this.#labelOf(sessionId)} ──\n`);
  }

  #append(text: string): void {
    this.#channel.append(text);
    this.#isAtLineStart = text.endsWith("\n");
  }
}
