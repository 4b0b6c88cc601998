/**
 * The cells of one notebook that run or wait, in order. A cell that fails, or an interrupt, takes those that wait
 * off; the names and the worker stay.
 */
import type * as vscode from "vscode";

import { CellOutputs, type DisplayPlaces } from "./cellOutputs.js";
import type { CellError } from "./cellOutputs.js";

/** What running a cell takes. */
export interface CellRunner {
  readonly begin: (cell: vscode.NotebookCell) => vscode.NotebookCellExecution;
  /** Runs the cell as number `order`; rejects if it fails. */
  readonly run: (cell: vscode.NotebookCell, order: number, run: CellRun) => Promise<void>;
  readonly explain: (error: unknown) => CellError;
  readonly interrupt: () => Promise<boolean>;
}

/** One cell while it runs. */
export interface CellRun {
  readonly outputs: CellOutputs;
  readonly signal: AbortSignal;
}

export class NotebookRuns {
  readonly #runner: CellRunner;
  readonly #places: DisplayPlaces = new Map();
  #waiting: vscode.NotebookCellExecution[] = [];
  #running: { readonly outputs: CellOutputs; readonly cancel: AbortController } | undefined;
  #order = 0;

  constructor(runner: CellRunner) {
    this.#runner = runner;
  }

  /** The outputs of the cell that runs. */
  get current(): CellOutputs | undefined {
    return this.#running?.outputs;
  }

  /** Lets cells run after those that wait already; resolves when they, and what was asked for meanwhile, are done. */
  async add(cells: readonly vscode.NotebookCell[]): Promise<void> {
    this.#waiting.push(...cells.map((cell) => this.#runner.begin(cell)));
    if (this.#running) return;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (!(await this.#run(next))) this.#dropWaiting();
    }
  }

  /** Ends what runs and takes off what waits. */
  async interrupt(): Promise<void> {
    this.#dropWaiting();
    const running = this.#running;
    if (!running) return;
    // What is not in Python yet cannot be interrupted there.
    if (!(await this.#runner.interrupt())) running.cancel.abort();
  }

  /** Ends everything at once: the worker goes. */
  reset(): void {
    this.#dropWaiting();
    this.#running?.cancel.abort();
    this.#order = 0;
    this.#places.clear();
  }

  async #run(execution: vscode.NotebookCellExecution): Promise<boolean> {
    const outputs = new CellOutputs(execution, this.#places);
    const cancel = new AbortController();
    this.#running = { outputs, cancel };
    this.#order += 1;
    execution.executionOrder = this.#order;
    execution.start(Date.now());
    outputs.begin();
    const isDone = await this.#settle(execution.cell, { outputs, signal: cancel.signal });
    this.#running = undefined;
    execution.end(isDone, Date.now());
    return isDone;
  }

  async #settle(cell: vscode.NotebookCell, run: CellRun): Promise<boolean> {
    try {
      await this.#runner.run(cell, this.#order, run);
      return true;
    } catch (error) {
      run.outputs.error(this.#runner.explain(error));
      return false;
    } finally {
      run.outputs.end();
    }
  }

  #dropWaiting(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const execution of dropped) execution.end(undefined);
  }
}
