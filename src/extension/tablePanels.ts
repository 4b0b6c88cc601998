/**
 * The panels of open tables: one for each object, made beside the editors. A hidden panel's page is ended by
 * VS Code, so it asks nothing; shown again it starts from `ready`.
 */
import { randomBytes } from "node:crypto";

import * as vscode from "vscode";

import type { ObjectAddress } from "../protocol/inspection.js";
import type { FromTablePanelMessage, ToTablePanelMessage } from "../protocol/tablePanel.js";
import type { BridgeService } from "./bridgeService.js";
import { OpenTable } from "./openTable.js";
import { panelHtml } from "./panelHtml.js";
import { followRefEnds } from "./refEnds.js";
import { parseTableMessage } from "./tableMessages.js";
import { words } from "./words.js";

export interface TablePanelPorts {
  readonly bridge: BridgeService;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

const panelType = "snakebridgeTable";

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly table: OpenTable;
}

export class TablePanels implements vscode.Disposable {
  readonly #ports: TablePanelPorts;
  readonly #shown = new Map<string, Shown>();

  constructor(ports: TablePanelPorts) {
    this.#ports = ports;
    followRefEnds(ports.bridge, (endOf) => {
      for (const { table } of this.#shown.values()) {
        const { session: sessionId, ref: refId } = table.address;
        const reason = endOf({ sessionId, refId });
        if (reason) table.end(vscode.l10n.t("The ref is gone: {0}.", words.removal(reason)));
      }
    });
  }

  /** Shows the object's table; one that is open already comes to the front. */
  open(address: ObjectAddress, name: string): void {
    const key = JSON.stringify(address);
    const known = this.#shown.get(key);
    if (known) known.panel.reveal();
    else this.#shown.set(key, this.#make(key, address, titleOf(address, name)));
  }

  dispose(): void {
    for (const { panel } of this.#shown.values()) panel.dispose();
  }

  #make(key: string, address: ObjectAddress, title: string): Shown {
    const assets = vscode.Uri.joinPath(this.#ports.extensionUri, "dist", "webview");
    const column = vscode.ViewColumn.Active;
    const options = { enableScripts: true, localResourceRoots: [assets] };
    const panel = vscode.window.createWebviewPanel(panelType, title, column, options);
    const post = (message: ToTablePanelMessage) => void panel.webview.postMessage(message);
    const table = new OpenTable(address, title, { bridge: () => this.#ports.bridge.get(), post });
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(table, message));
    panel.onDidDispose(() => {
      this.#shown.delete(key);
      void this.#close(table);
    });
    panel.webview.html = pageOf(panel.webview, assets);
    return { panel, table };
  }

  async #receive(table: OpenTable, received: unknown): Promise<void> {
    const message = parseTableMessage(received);
    if (message) await act(table, message);
    else this.#ports.log.warn("A table's page sent what it should not; dropped", received);
  }

  async #close(table: OpenTable): Promise<void> {
    try {
      await table.close();
    } catch (error) {
      // Its worker is gone, and with it what it kept.
      this.#ports.log.debug("Closing a table failed", error);
    }
  }
}

async function act(table: OpenTable, message: FromTablePanelMessage): Promise<void> {
  switch (message.kind) {
    case "ready":
      await table.show();
      return;
    case "reopen":
      await table.reopen();
      return;
    case "cancel":
      table.cancel(message.id);
      return;
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      return;
    case "request":
      await table.answer(message);
  }
}

function pageOf(webview: vscode.Webview, assets: vscode.Uri): string {
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return panelHtml({
    cspSource: webview.cspSource,
    scriptUri: uri("table.js"),
    styleUri: uri("table.css"),
    nonce: randomBytes(16).toString("hex"),
    styleNonce: randomBytes(16).toString("hex"),
    language: vscode.env.language,
  });
}

/** What the row is called, as far as its path can be said in short. */
function titleOf({ path = [] }: ObjectAddress, name: string): string {
  const steps = path.map((step) => {
    if ("attr" in step) return `.${step.attr}`;
    return `[${JSON.stringify("item" in step ? step.item : step.key)}]`;
  });
  return `${name}${steps.join("")}`;
}
