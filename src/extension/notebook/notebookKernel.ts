/**
 * SnakeBridge as a kernel of Jupyter notebooks: VS Code's own editor and file format, our worker. Each notebook has a
 * session in a pool of its own, so that its folder, its endless loops and its restarts are nobody else's.
 */
import { dirname } from "node:path";

import * as vscode from "vscode";

import type { OutputEvent, PoolOptions } from "../../bridge/index.js";
import type { Services } from "../services.js";
import type { CellError, CellOutputs } from "./cellOutputs.js";
import type { RunForeign } from "./foreignCell.js";
import { NotebookRuns, type CellRun } from "./notebookRuns.js";
import { cellFileName } from "./notebookStack.js";
import { notebookType } from "./notebookType.js";

/** What the kernel is made of; the failure of a cell is told by those who know the bridge's errors. */
export type KernelPorts = Pick<Services, "bridge" | "log" | "output" | "sessions"> & {
  readonly explain: (error: unknown) => CellError;
  readonly runForeign: RunForeign;
};

/** What a notebook has from its first cell on. Closed, it leaves it to the one that its file is opened as again. */
interface Home {
  notebook: vscode.NotebookDocument;
  readonly runs: NotebookRuns;
  pool?: string;
  session?: string;
}

/** Where a cell of Python runs, and as which. */
interface PythonPlace {
  readonly session: string;
  readonly pool: string;
  readonly fileName: string;
  readonly order: number;
  readonly signal: AbortSignal;
}

const controllerId = "snakebridge";

export function createNotebookKernel(ports: KernelPorts): NotebookKernel {
  return new NotebookKernel(ports);
}

export class NotebookKernel implements vscode.Disposable {
  readonly #ports: KernelPorts;
  readonly #controller: vscode.NotebookController;
  readonly #homes = new Set<Home>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(ports: KernelPorts) {
    this.#ports = ports;
    const controller = vscode.notebooks.createNotebookController(
      controllerId,
      notebookType,
      vscode.l10n.t("SnakeBridge (Python)"),
    );
    controller.supportedLanguages = ["python", "elixir", "typescript"];
    controller.supportsExecutionOrder = true;
    controller.detail = vscode.l10n.t(
      "SnakeBridge: any Python 3.9 or newer, with nothing installed into it",
    );
    controller.executeHandler = (cells, notebook) => void this.#homeOf(notebook).runs.add(cells);
    controller.interruptHandler = (notebook) => this.#homeOf(notebook).runs.interrupt();
    this.#controller = controller;
    this.#listeners = [
      ports.bridge.onDidWriteOutput((event) => this.#print(event)),
      ports.sessions.onDidRelease(() => this.#forgetClosed()),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#leave(notebook)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#attachActive()),
    ];
  }

  /** Ends the worker of a notebook; the next cell starts another, with no names. */
  async restart(notebook: vscode.NotebookDocument): Promise<void> {
    this.#homeOf(notebook).runs.reset();
    const worker = this.#workerOf(notebook);
    if (worker) await this.#ports.bridge.restart([worker.workerId]);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#controller.dispose();
  }

  #homeOf(notebook: vscode.NotebookDocument): Home {
    const session = this.#sessionOf(notebook);
    const isOf = (home: Home): boolean =>
      home.notebook === notebook ||
      (home.notebook.isClosed && home.session !== undefined && home.session === session);
    const known = [...this.#homes].find(isOf);
    if (known) {
      known.notebook = notebook;
      return known;
    }
    const runs = new NotebookRuns({
      begin: (cell) => this.#controller.createNotebookCellExecution(cell),
      run: (cell, order, run) => this.#run(home, cell, order, run),
      explain: this.#ports.explain,
      interrupt: () => this.#interrupt(home),
    });
    const home: Home = { notebook, runs };
    this.#homes.add(home);
    return home;
  }

  async #run(
    home: Home,
    cell: vscode.NotebookCell,
    order: number,
    { outputs, signal }: CellRun,
  ): Promise<void> {
    const { bridge, runForeign, sessions } = this.#ports;
    const pool = (home.pool ??= this.#makePool(home.notebook));
    const { document } = cell;
    const fileName = cellFileName(order);
    try {
      const session = await sessions.of(document, { pool, ttlSeconds: 0 });
      home.session = session;
      const place = { session, fileName, signal };
      if (document.languageId === "python") {
        await this.#runPython(document.getText(), { ...place, pool, order }, outputs);
      } else await runForeign({ ...place, document, outputs });
    } catch (error) {
      bridge.noteFailure(error);
      throw error;
    }
    this.#tellVersion(cell.notebook);
    void this.#attachActive();
  }

  async #runPython(source: string, place: PythonPlace, outputs: CellOutputs): Promise<void> {
    const running = await this.#ports.bridge.get();
    const { forms, figures, ref } = await running.runCell(source, {
      ...place,
      timeoutMs: 0,
      onDisplayed: (displayed) => outputs.display(displayed),
    });
    const { session } = place;
    if (forms) outputs.result(forms, ref === null ? null : { session, ref });
    for (const figure of figures) outputs.show(figure);
  }

  /** Lets completion and hovers in the cell with the caret mean the names of its notebook, run or not. */
  async #attachActive(): Promise<void> {
    const { log, sessions } = this.#ports;
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = [...this.#homes].some(({ notebook }) =>
      notebook.getCells().some((cell) => cell.document === document),
    );
    if (!isOurs || sessions.find(document) === undefined) return;
    try {
      await sessions.of(document);
    } catch (error) {
      log.warn("Attaching a cell to its session failed", error);
    }
  }

  async #interrupt({ session }: Home): Promise<boolean> {
    if (session === undefined) return false;
    return (await this.#ports.bridge.current?.interrupt(session))?.interrupted ?? false;
  }

  /** The pool of a notebook, made with its first cell. */
  #makePool(notebook: vscode.NotebookDocument): string {
    const { bridge } = this.#ports;
    const base = notebook.uri.path.split("/").at(-1) ?? notebookType;
    let name = base;
    for (let number = 2; bridge.hasPool(name); number += 1) name = `${base} (${number})`;
    bridge.addPool(name, (inherited) => poolOptions(notebook, inherited));
    return name;
  }

  /** Whatever comes from the worker of a notebook belongs to the cell that runs there, from whichever thread. */
  #print(event: OutputEvent): void {
    const home = [...this.#homes].find(({ pool }) => pool === event.pool);
    if (!home) return;
    const outputs = home.runs.current;
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

  /** Nobody sees what a cell of a closed notebook goes on doing. */
  #leave(notebook: vscode.NotebookDocument): void {
    for (const home of this.#homes) if (home.notebook === notebook) void home.runs.interrupt();
    this.#forgetClosed();
  }

  #forgetClosed(): void {
    for (const home of this.#homes) {
      if (this.#isKept(home)) continue;
      home.runs.reset();
      this.#homes.delete(home);
      if (home.pool !== undefined) this.#ports.bridge.removePool(home.pool);
    }
  }

  /** One whose session was released begins anew with its next cell. */
  #isKept({ notebook, pool, session }: Home): boolean {
    if (pool === undefined) return !notebook.isClosed;
    if (this.#sessionOf(notebook) !== undefined) return true;
    return session !== undefined && this.#ports.sessions.isOwned(session);
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
