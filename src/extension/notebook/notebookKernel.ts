/**
 * SnakeBridge as a kernel of Jupyter notebooks: VS Code's own editor and file format, our worker. Each notebook has a
 * session in a pool of its own, so that its folder, its endless loops and its restarts are nobody else's.
 */
import { dirname } from "node:path";

import * as vscode from "vscode";

import type { OutputEvent, PoolOptions } from "../../bridge/index.js";
import type { Services } from "../services.js";
import type { CellError } from "./cellOutputs.js";
import { NotebookRuns, type CellRun } from "./notebookRuns.js";
import { cellFileName } from "./notebookStack.js";
import { notebookType } from "./notebookType.js";

/** What the kernel is made of; the failure of a cell is told by those who know the bridge's errors. */
export type KernelPorts = Pick<Services, "bridge" | "log" | "output" | "sessions"> & {
  readonly explain: (error: unknown) => CellError;
};

const controllerId = "snakebridge";

export function createNotebookKernel(ports: KernelPorts): NotebookKernel {
  return new NotebookKernel(ports);
}

export class NotebookKernel implements vscode.Disposable {
  readonly #ports: KernelPorts;
  readonly #controller: vscode.NotebookController;
  readonly #runs = new Map<vscode.NotebookDocument, NotebookRuns>();
  /** The notebooks' pools by name. */
  readonly #pools = new Map<string, vscode.NotebookDocument>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(ports: KernelPorts) {
    this.#ports = ports;
    const controller = vscode.notebooks.createNotebookController(
      controllerId,
      notebookType,
      vscode.l10n.t("SnakeBridge (Python)"),
    );
    controller.supportedLanguages = ["python"];
    controller.supportsExecutionOrder = true;
    controller.detail = vscode.l10n.t(
      "SnakeBridge: any Python 3.9 or newer, with nothing installed into it",
    );
    controller.executeHandler = (cells, notebook) => void this.#runsOf(notebook).add(cells);
    controller.interruptHandler = (notebook) => this.#runsOf(notebook).interrupt();
    this.#controller = controller;
    this.#listeners = [
      ports.bridge.onDidWriteOutput((event) => this.#print(event)),
      ports.sessions.onDidRelease(() => this.#forgetClosed()),
      vscode.workspace.onDidCloseNotebookDocument(() => this.#forgetClosed()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#attachActive()),
    ];
  }

  /** Ends the worker of a notebook; the next cell starts another, with no names. */
  async restart(notebook: vscode.NotebookDocument): Promise<void> {
    this.#runs.get(notebook)?.reset();
    const worker = this.#workerOf(notebook);
    if (worker) await this.#ports.bridge.restart([worker.workerId]);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#controller.dispose();
  }

  #runsOf(notebook: vscode.NotebookDocument): NotebookRuns {
    const known = this.#runs.get(notebook);
    if (known) return known;
    const runs = new NotebookRuns({
      begin: (cell) => this.#controller.createNotebookCellExecution(cell),
      run: (cell, order, run) => this.#run(cell, order, run),
      explain: this.#ports.explain,
      interrupt: () => this.#interrupt(notebook),
    });
    this.#runs.set(notebook, runs);
    return runs;
  }

  async #run(
    cell: vscode.NotebookCell,
    order: number,
    { outputs, signal }: CellRun,
  ): Promise<void> {
    const { bridge, sessions } = this.#ports;
    const pool = this.#poolOf(cell.notebook);
    try {
      const session = await sessions.of(cell.document, { pool, ttlSeconds: 0 });
      const running = await bridge.get();
      const { forms, figures, ref } = await running.runCell(cell.document.getText(), {
        session,
        pool,
        fileName: cellFileName(order),
        order,
        timeoutMs: 0,
        signal,
        onDisplayed: (displayed) => outputs.display(displayed),
      });
      if (forms) outputs.result(forms, ref === null ? null : { session, ref });
      for (const figure of figures) outputs.show(figure);
    } catch (error) {
      bridge.noteFailure(error);
      throw error;
    }
    this.#tellVersion(cell.notebook);
    void this.#attachActive();
  }

  /** Lets completion and hovers in the cell with the caret mean the names of its notebook, run or not. */
  async #attachActive(): Promise<void> {
    const { log, sessions } = this.#ports;
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = vscode.workspace.notebookDocuments.some(
      (notebook) =>
        this.#runs.has(notebook) && notebook.getCells().some((cell) => cell.document === document),
    );
    if (!isOurs || sessions.find(document) === undefined) return;
    try {
      await sessions.of(document);
    } catch (error) {
      log.warn("Attaching a cell to its session failed", error);
    }
  }

  async #interrupt(notebook: vscode.NotebookDocument): Promise<boolean> {
    const session = this.#sessionOf(notebook);
    if (session === undefined) return false;
    return (await this.#ports.bridge.current?.interrupt(session))?.interrupted ?? false;
  }

  /** The pool of a notebook, made with its first cell. */
  #poolOf(notebook: vscode.NotebookDocument): string {
    for (const [name, owner] of this.#pools) if (owner === notebook) return name;
    const isTaken = (name: string) => this.#pools.has(name) || bridge.hasPool(name);
    const { bridge } = this.#ports;
    const base = notebook.uri.path.split("/").at(-1) ?? notebookType;
    let name = base;
    for (let number = 2; isTaken(name); number += 1) name = `${base} (${number})`;
    this.#pools.set(name, notebook);
    bridge.addPool(name, (inherited) => poolOptions(notebook, inherited));
    return name;
  }

  /** Whatever comes from the worker of a notebook belongs to the cell that runs there, from whichever thread. */
  #print(event: OutputEvent): void {
    const notebook = this.#pools.get(event.pool);
    if (!notebook) return;
    const outputs = this.#runs.get(notebook)?.current;
    if (outputs) outputs.print(event.stream, event.text);
    else this.#ports.output.write(event);
  }

  #tellVersion(notebook: vscode.NotebookDocument): void {
    const version = this.#workerOf(notebook)?.pythonVersion?.split(".").slice(0, 2).join(".");
    if (version === undefined) return;
    this.#controller.label = vscode.l10n.t("SnakeBridge (Python {0})", version);
  }

  #sessionOf(notebook: vscode.NotebookDocument): string | undefined {
    const [cell] = notebook.getCells();
    return cell && this.#ports.sessions.find(cell.document);
  }

  #workerOf(notebook: vscode.NotebookDocument) {
    const [cell] = notebook.getCells();
    return cell && this.#ports.sessions.workerOf(cell.document);
  }

  #forgetClosed(): void {
    for (const [name, notebook] of this.#pools) {
      if (this.#sessionOf(notebook) !== undefined) continue;
      this.#runs.get(notebook)?.reset();
      this.#runs.delete(notebook);
      this.#pools.delete(name);
      this.#ports.bridge.removePool(name);
    }
  }
}

/** As the default pool, but one worker, in the notebook's folder, where figures open no window. */
function poolOptions({ uri }: vscode.NotebookDocument, inherited: PoolOptions): PoolOptions {
  const { python, env } = inherited;
  const figures = process.env["MPLBACKEND"] === undefined ? { MPLBACKEND: "Agg" } : {};
  return {
    ...(python !== undefined && { python }),
    env: { ...figures, ...env },
    ...(uri.scheme === "file" && { cwd: dirname(uri.fsPath) }),
  };
}
