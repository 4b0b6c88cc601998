/**
 * Which Python runs: the Python extension's choice where it is installed, else the setting, else what the
 * bridge finds on the PATH. It starts nothing itself, and wakes the Python extension only when asked.
 */
import { PVSC_EXTENSION_ID, PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";

import { affectsInterpreter, readPythonPath } from "./settings.js";

/** A choice and who made it. No `path`: the bridge looks for `python3`, `python` and `py`. */
export interface InterpreterChoice {
  readonly source: "pythonExtension" | "setting" | "path";
  readonly path: string | undefined;
}

export class Interpreter implements vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<InterpreterChoice>();
  readonly #listeners: vscode.Disposable[] = [];
  readonly #log: vscode.LogOutputChannel;
  #api: Promise<PythonExtension> | undefined;

  /** Another choice, with the reason the person will recognise; fires only after the first `choose`. */
  readonly onDidChange = this.#changes.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#listeners.push(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (affectsInterpreter(change)) void this.#announce();
      }),
    );
  }

  /** Whether the Python extension decides. */
  get isChosenElsewhere(): boolean {
    return vscode.extensions.getExtension(PVSC_EXTENSION_ID) !== undefined;
  }

  async choose(): Promise<InterpreterChoice> {
    const choice = (await this.#chooseElsewhere()) ?? chooseHere();
    this.#log.info(`Python: ${choice.path ?? "python3, python or py"} (${choice.source})`);
    return choice;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changes.dispose();
  }

  async #chooseElsewhere(): Promise<InterpreterChoice | undefined> {
    if (!this.isChosenElsewhere) return undefined;
    try {
      const { environments } = await this.#pythonExtension();
      const folder = vscode.workspace.workspaceFolders?.[0];
      const active = environments.getActiveEnvironmentPath(folder);
      const resolved = await environments.resolveEnvironment(active);
      const path = resolved?.executable.uri?.fsPath;
      return path === undefined ? undefined : { source: "pythonExtension", path };
    } catch (error) {
      this.#log.warn("The Python extension did not name an interpreter", error);
      return undefined;
    }
  }

  #pythonExtension(): Promise<PythonExtension> {
    this.#api ??= this.#connect();
    return this.#api;
  }

  async #connect(): Promise<PythonExtension> {
    const api = await PythonExtension.api();
    await api.ready;
    this.#listeners.push(
      api.environments.onDidChangeActiveEnvironmentPath(() => void this.#announce()),
    );
    return api;
  }

  async #announce(): Promise<void> {
    this.#changes.fire(await this.choose());
  }
}

function chooseHere(): InterpreterChoice {
  const path = readPythonPath();
  return { source: path === undefined ? "path" : "setting", path };
}
