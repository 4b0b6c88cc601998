/**
 * Panels among the editors that each show one object in one way: one for each object, told when its ref goes. A hidden
 * panel's page is ended by VS Code, so it asks nothing; shown again it starts from `ready`.
 */
import { randomBytes } from "node:crypto";

import * as vscode from "vscode";

import type { ObjectAddress } from "../protocol/inspection.js";
import type { BridgeService } from "./bridgeService.js";
import { panelHtml } from "./panelHtml.js";
import { followRefEnds } from "./refEnds.js";
import { words } from "./words.js";

export interface ObjectPanelPorts {
  readonly bridge: BridgeService;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** One object as its panel shows it. */
export interface ShownObject {
  readonly address: ObjectAddress;
  /** Does what the page says; false if that is no message of its. */
  receive(message: unknown): Promise<boolean>;
  /** The object is gone. */
  end(message: string): void;
  /** Frees what is kept for it. */
  close(): Promise<void>;
}

/** A way to show objects. */
export interface ObjectPanelKind<Message> {
  readonly viewType: string;
  /** Script and style sheet of the page are called so. */
  readonly page: string;
  /** Where its images may come from, as the content security policy names it. */
  readonly imageSources?: readonly string[];
  show(object: NamedObject, post: (message: Message) => void): ShownObject;
}

/** An object, and what to call it. */
export interface NamedObject {
  readonly address: ObjectAddress;
  readonly title: string;
}

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly object: ShownObject;
}

export class ObjectPanels<Message> implements vscode.Disposable {
  readonly #ports: ObjectPanelPorts;
  readonly #kind: ObjectPanelKind<Message>;
  readonly #shown = new Map<string, Shown>();

  constructor(ports: ObjectPanelPorts, kind: ObjectPanelKind<Message>) {
    this.#ports = ports;
    this.#kind = kind;
    followRefEnds(ports.bridge, (endOf) => {
      for (const { object } of this.#shown.values()) {
        const { session: sessionId, ref: refId } = object.address;
        const reason = endOf({ sessionId, refId });
        if (reason) object.end(vscode.l10n.t("The ref is gone: {0}.", words.removal(reason)));
      }
    });
  }

  /** Shows the object, called so with its path; what is shown already comes to the front. */
  open(address: ObjectAddress, name: string): void {
    const key = JSON.stringify(address);
    const known = this.#shown.get(key);
    if (known) known.panel.reveal();
    else this.#shown.set(key, this.#make(key, { address, title: titleOf(address, name) }));
  }

  dispose(): void {
    for (const { panel } of this.#shown.values()) panel.dispose();
  }

  #make(key: string, named: NamedObject): Shown {
    const assets = vscode.Uri.joinPath(this.#ports.extensionUri, "dist", "webview");
    const column = vscode.ViewColumn.Active;
    const options = { enableScripts: true, localResourceRoots: [assets] };
    const { viewType } = this.#kind;
    const panel = vscode.window.createWebviewPanel(viewType, named.title, column, options);
    const object = this.#kind.show(named, (message) => void panel.webview.postMessage(message));
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(object, message));
    panel.onDidDispose(() => {
      this.#shown.delete(key);
      void this.#close(object);
    });
    panel.webview.html = pageOf(panel.webview, assets, this.#kind);
    return { panel, object };
  }

  async #receive(object: ShownObject, message: unknown): Promise<void> {
    if (await object.receive(message)) return;
    this.#ports.log.warn("A page sent what it should not; dropped", message);
  }

  async #close(object: ShownObject): Promise<void> {
    try {
      await object.close();
    } catch (error) {
      // Its worker is gone, and with it what it kept.
      this.#ports.log.debug("Closing a panel's object failed", error);
    }
  }
}

type PageKind = Pick<ObjectPanelKind<never>, "page" | "imageSources">;

function pageOf(webview: vscode.Webview, assets: vscode.Uri, kind: PageKind): string {
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return panelHtml({
    cspSource: webview.cspSource,
    scriptUri: uri(`${kind.page}.js`),
    styleUri: uri(`${kind.page}.css`),
    nonce: randomBytes(16).toString("hex"),
    styleNonce: randomBytes(16).toString("hex"),
    language: vscode.env.language,
    ...(kind.imageSources && { imageSources: kind.imageSources }),
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
