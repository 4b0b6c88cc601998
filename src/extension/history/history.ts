/**
 * The window's history: records what commands run as it runs, keeps it over reloads, and knows what was lost with its
 * Python. It runs nothing by itself.
 */
import * as vscode from "vscode";

import { CancelledError, Ref, type OutputEvent } from "../../bridge/index.js";
import type { BridgeService } from "../bridgeService.js";
import { explainError } from "../userErrors.js";
import { valueText } from "../valueText.js";
import { Entries, type Ending, type Entry, type Recipe } from "./entries.js";
import { recall, remember } from "./memory.js";

const key = "snakebridge.history";
const longestResult = 2_000;

/** Runs what an entry is about; what it prints goes to the listener. */
export type Run = (onOutput: (event: OutputEvent) => void) => Promise<unknown>;

export class History implements vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #entries: Entries;
  readonly #listeners: readonly vscode.Disposable[];
  readonly #memory: vscode.Memento;

  readonly onDidChange = this.#changes.event;

  constructor(service: BridgeService, memory: vscode.Memento) {
    this.#memory = memory;
    this.#entries = new Entries(() => this.#changes.fire());
    this.#entries.restore(recall(memory.get(key)));
    this.#listeners = [
      service.onDidExitWorker(({ sessionsLost }) => this.#entries.lose(sessionsLost)),
      service.onDidRestart((ended) =>
        this.#entries.lose(ended.flatMap(({ sessionIds }) => sessionIds)),
      ),
    ];
  }

  get entries(): readonly Entry[] {
    return this.#entries.all;
  }

  find(id: number): Entry | undefined {
    return this.#entries.find(id);
  }

  /** Runs something as a new entry at the end; settles as it does. */
  async record(recipe: Recipe, run: Run): Promise<unknown> {
    return await this.#follow(this.#entries.begin(recipe, Date.now()), run);
  }

  /** Runs an entry again in its place; settles as it does. */
  async recordAgain(id: number, sessionId: string, run: Run): Promise<unknown> {
    this.#entries.beginAgain(id, sessionId, Date.now());
    return await this.#follow(id, run);
  }

  /** Says of an entry why it was not run again. */
  skip(id: number, reason: string): void {
    this.#entries.skip(id, reason);
    this.#keep();
  }

  remove(ids: readonly number[]): void {
    this.#entries.remove(ids);
    this.#keep();
  }

  clear(): void {
    this.#entries.clear();
    this.#keep();
  }

  dispose(): void {
    this.#changes.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  async #follow(id: number, run: Run): Promise<unknown> {
    const start = performance.now();
    const end = (ending: Omit<Ending, "durationMs">) => {
      this.#entries.end(id, { ...ending, durationMs: performance.now() - start });
      this.#keep();
    };
    try {
      const value = await run(({ stream, text }) => this.#entries.write(id, { stream, text }));
      end({ status: "done", result: resultOf(value), error: null });
      return value;
    } catch (error) {
      const status = error instanceof CancelledError ? "cancelled" : "failed";
      end({ status, result: null, error: explainError(error)?.message ?? null });
      throw error;
    }
  }

  #keep(): void {
    void this.#memory.update(key, remember(this.#entries.all));
  }
}

function resultOf(value: unknown): Entry["result"] {
  return { text: valueText(value, longestResult), refId: value instanceof Ref ? value.id : null };
}
