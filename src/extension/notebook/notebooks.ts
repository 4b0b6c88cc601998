/**
 * Offers the kernel once there is a notebook to run, in a trusted workspace. It loads with the first one: most people
 * open none.
 */
import * as vscode from "vscode";

import type { RefsViewPorts } from "../refsView.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";
import { cellFailure } from "./cellFailure.js";
import { foreignRunner } from "./foreignCell.js";
import type { NotebookKernel } from "./notebookKernel.js";
import { notebookType } from "./notebookType.js";
import { RefOutputs } from "./refOutputs.js";

export interface NotebookPorts extends Pick<Services, "bridge" | "output"> {
  /** For cells of Elixir and TypeScript. */
  readonly reader: Services["selectionReader"];
  /** For the refs that outputs show. */
  readonly refs: RefsViewPorts;
}

export class Notebooks implements vscode.Disposable {
  readonly #ports: NotebookPorts;
  readonly #listeners: readonly vscode.Disposable[];
  #kernel: Promise<NotebookKernel> | undefined;
  #refOutputs: RefOutputs | undefined;

  constructor(ports: NotebookPorts) {
    this.#ports = ports;
    const { workspace } = vscode;
    this.#listeners = [
      workspace.onDidOpenNotebookDocument(() => this.#offer()),
      workspace.onDidGrantWorkspaceTrust(() => this.#offer()),
    ];
    this.#offer();
  }

  /** Restarts the session of the notebook in the active editor. */
  async restart(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook?.notebookType !== notebookType) {
      throw new UserMistake(vscode.l10n.t("Open the notebook whose session is to be restarted."));
    }
    await (await this.#kernel)?.restart(notebook);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#refOutputs?.dispose();
    void this.#kernel?.then((kernel) => kernel.dispose());
  }

  #offer(): void {
    const { isTrusted, notebookDocuments } = vscode.workspace;
    const isWanted = notebookDocuments.some((notebook) => notebook.notebookType === notebookType);
    if (!isTrusted || !isWanted) return;
    this.#kernel ??= load(this.#ports);
    this.#refOutputs ??= new RefOutputs(this.#ports.refs);
  }
}

async function load({ bridge, output, reader, refs }: NotebookPorts): Promise<NotebookKernel> {
  const { log, sessions } = refs;
  const { createNotebookKernel } = await import("./notebookKernel.js");
  return createNotebookKernel({
    bridge,
    log,
    output,
    sessions,
    explain: cellFailure,
    runForeign: foreignRunner(bridge, reader),
  });
}
