/** The refs that outputs of notebooks show: a page of the inspector each, asked for by our renderer. */
import * as vscode from "vscode";

import type { FromRefOutput, OutputRef, ToRefOutput } from "../../protocol/refOutput.js";
import { isCount, isId, isRecord } from "../messageShape.js";
import { RefPage } from "../refPage.js";
import type { RefsViewPorts } from "../refsView.js";

const rendererId = "snakebridge-ref";

export class RefOutputs implements vscode.Disposable {
  readonly #ports: RefsViewPorts;
  readonly #messaging = vscode.notebooks.createRendererMessaging(rendererId);
  readonly #pages = new Map<vscode.NotebookEditor, Map<number, RefPage>>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(ports: RefsViewPorts) {
    this.#ports = ports;
    this.#listeners = [
      this.#messaging.onDidReceiveMessage(({ editor, message }) => this.#take(editor, message)),
      vscode.window.onDidChangeVisibleNotebookEditors((editors) => this.#forgetAllBut(editors)),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#forgetAllBut([]);
  }

  #take(editor: vscode.NotebookEditor, message: unknown): void {
    if (!isFromOutput(message)) {
      this.#ports.log.warn("A notebook's renderer sent what it should not; dropped", message);
      return;
    }
    if (message.kind === "start") {
      this.#forget(editor);
      return;
    }
    const pages = this.#pages.get(editor) ?? new Map<number, RefPage>();
    this.#pages.set(editor, pages);
    const { page } = message;
    if (message.kind === "page") void pages.get(page)?.receive(message.message);
    else {
      pages.get(page)?.dispose();
      pages.delete(page);
      if (message.kind === "open" && this.#isOf(editor.notebook, message)) {
        pages.set(page, this.#open(editor, page, { session: message.session, ref: message.ref }));
      }
    }
  }

  /** An output shows refs of its own notebook only. */
  #isOf(notebook: vscode.NotebookDocument, { session }: OutputRef): boolean {
    const [cell] = notebook.getCells();
    return cell !== undefined && this.#ports.sessions.find(cell.document) === session;
  }

  #open(editor: vscode.NotebookEditor, page: number, shown: OutputRef): RefPage {
    const post = (message: ToRefOutput) => void this.#messaging.postMessage(message, editor);
    return new RefPage(this.#ports, shown, {
      post: (message) => post({ kind: "page", page, message }),
      alive: () => post({ kind: "alive", page }),
      gone: (reason) => {
        post({ kind: "gone", page, reason: vscode.l10n.t("The ref is gone: {0}.", reason) });
      },
    });
  }

  #forgetAllBut(editors: readonly vscode.NotebookEditor[]): void {
    for (const editor of [...this.#pages.keys()])
      if (!editors.includes(editor)) this.#forget(editor);
  }

  #forget(editor: vscode.NotebookEditor): void {
    for (const page of this.#pages.get(editor)?.values() ?? []) page.dispose();
    this.#pages.delete(editor);
  }
}

function isFromOutput(message: unknown): message is FromRefOutput {
  if (!isRecord(message)) return false;
  const { kind } = message;
  if (kind === "start") return true;
  if (!isCount(message["page"])) return false;
  if (kind === "open") return isId(message["session"]) && isId(message["ref"]);
  return kind === "page" || kind === "close";
}
