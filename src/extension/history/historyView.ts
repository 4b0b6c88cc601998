/**
 * History as a view: a tree of VS Code's own, which draws only what is in sight, asks for nothing while it is hidden,
 * and has its keyboard, search, themes and screen-reader texts from the workbench. Newest first, so that what
 * just ran is in sight.
 */
import * as vscode from "vscode";

import type { Entry } from "./entries.js";
import type { History } from "./history.js";
import { entryItem, lineItem, linesOf, type Line } from "./items.js";

export type HistoryNode = Entry | Line;

const viewId = "snakebridge.history";

export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #history: History;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<HistoryNode>;
  readonly #listener: vscode.Disposable;
  #isDue = false;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(history: History) {
    this.#history = history;
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this,
      canSelectMany: true,
    });
    this.#listener = history.onDidChange(() => this.#announce());
    this.#setContext();
  }

  getChildren(node?: HistoryNode): HistoryNode[] {
    if (!node) return this.#history.entries.toReversed();
    return isEntry(node) ? [...linesOf(node)] : [];
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    return isEntry(node) ? entryItem(node) : lineItem(node);
  }

  getParent(node: HistoryNode): HistoryNode | undefined {
    return isEntry(node) ? undefined : node.entry;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changes.dispose();
    this.#view.dispose();
  }

  /** One refresh for all that changes in one turn. */
  #announce(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#changes.fire();
      this.#setContext();
    });
  }

  #setContext(): void {
    const hasHistory = this.#history.entries.length > 0;
    void vscode.commands.executeCommand("setContext", "snakebridge.hasHistory", hasHistory);
  }
}

function isEntry(node: HistoryNode): node is Entry {
  return "id" in node;
}
