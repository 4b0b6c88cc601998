/**
 * The inspector's view: makes its page, checks and routes its messages, and tells it what the model knows.
 * VS Code ends a hidden page, so a hidden view asks and gets nothing; shown again, it starts from `ready`.
 */
import { randomBytes } from "node:crypto";

import * as vscode from "vscode";

import type { RefsChangedEvent } from "../bridge/index.js";
import type { ObjectAddress, PathStep } from "../protocol/inspection.js";
import type {
  FromPanelMessage,
  PanelNotice,
  SelectionAction,
  ToPanelMessage,
} from "../protocol/panel.js";
import { panelHtml } from "./panelHtml.js";
import { parsePanelMessage } from "./panelMessages.js";
import { answerPanel, type PanelRequestPorts } from "./panelRequests.js";
import type { RefsModel } from "./refsModel.js";
import type { Judgement } from "./undoableReleases.js";
import { refsViewId } from "./viewIds.js";

export interface RefsViewPorts extends PanelRequestPorts {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly model: RefsModel;
}

/** What asks for an object if told to `choose`. */
const commandFor = { details: "snakebridge.showDetails", seek: "snakebridge.goToItem" };

export class RefsView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #ports: RefsViewPorts;
  readonly #listeners: vscode.Disposable[];
  #view: vscode.WebviewView | undefined;
  #isReady = false;
  #isStateDue = false;
  /** Sessions that the page knows. */
  #listed: ReadonlySet<string> = new Set();
  /** What the page is to show as soon as it listens, the last of each kind. */
  readonly #due = new Map<string, ToPanelMessage>();

  constructor(ports: RefsViewPorts) {
    this.#ports = ports;
    const { service, sessions, releases } = ports;
    const announce = () => this.#announceState();
    this.#listeners = [
      vscode.window.registerWebviewViewProvider(refsViewId, this),
      service.onDidChangeRefs((change) => this.#forward(change)),
      service.onDidExitWorker(announce),
      service.onDidRestart(announce),
      service.onDidChangeWorkers(announce),
      service.onDidChangeObstacle(announce),
      sessions.onDidChange(announce),
      releases.onDidChange(() => this.#postUndo()),
      releases.onDidRestore(announce),
      releases.onDidJudge((judgement) => this.#postVerdicts(judgement)),
      vscode.window.onDidChangeActiveTextEditor(announce),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const assets = vscode.Uri.joinPath(this.#ports.extensionUri, "dist", "webview");
    view.webview.options = { enableScripts: true, localResourceRoots: [assets] };
    view.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.#end();
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#end();
    });
    const { webview } = view;
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(assets, "main.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(assets, "styles.css")).toString(),
      nonce: randomBytes(16).toString("hex"),
      styleNonce: randomBytes(16).toString("hex"),
      language: vscode.env.language,
      // Thumbnails, made of bytes in the page.
      imageSources: ["blob:"],
    });
  }

  /** Shows the view with the ref's row in sight, opened along the path. */
  async reveal(sessionId: string, refId: string, path: readonly PathStep[] = []): Promise<void> {
    await this.#bring({ kind: "reveal", sessionId, refId, path });
  }

  /** Does with the selected rows what their buttons do. */
  act(action: SelectionAction): void {
    if (this.#isReady) this.#post({ kind: "act", action });
  }

  /** Shows the view with nothing open. */
  async collapseAll(): Promise<void> {
    await this.#bring({ kind: "collapseAll" });
  }

  /** Shows documentation and signature, of the row with the focus if no object is named. */
  async showDetails(address: ObjectAddress | null): Promise<void> {
    await this.#bring({ kind: "details", address });
  }

  /** Asks for an index or key to go to, in the container of the row with the focus if no object is named. */
  async seek(address: ObjectAddress | null): Promise<void> {
    await this.#bring({ kind: "seek", address });
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  /** The page is gone, and says no more that it lost the keyboard. */
  #end(): void {
    this.#isReady = false;
    tellKeyboard(false);
  }

  async #receive(received: unknown): Promise<void> {
    const message = parsePanelMessage(received);
    if (!message) {
      this.#ports.log.warn("The inspector sent what it should not; dropped", received);
      return;
    }
    switch (message.kind) {
      case "ready":
        this.#isReady = true;
        this.#postState();
        this.#postUndo();
        this.#postDue();
        return;
      case "command":
        await this.#run(message);
        return;
      case "dismiss":
        this.#ports.model.dismiss(message.sessionId, message.refIds);
        return;
      case "keyboard":
        tellKeyboard(message.isHere);
        return;
      case "nothingFocused":
        await vscode.commands.executeCommand(commandFor[message.wanted], { choose: true });
        return;
      case "request":
        this.#post(await answerPanel(this.#ports, message));
    }
  }

  async #run({ command, row }: Extract<FromPanelMessage, { kind: "command" }>): Promise<void> {
    await vscode.commands.executeCommand(command, ...(row ? [row] : []));
  }

  #forward(change: RefsChangedEvent): void {
    if (!this.#isReady) return;
    this.#post({ kind: "refsChanged", change });
    // The page has to learn whose session a new one is, and when there is none left.
    const isListed = this.#listed.has(change.sessionId);
    if (isListed !== (change.session !== null)) this.#announceState();
  }

  /** One `state` for all that changes in one turn. */
  #announceState(): void {
    if (!this.#isReady || this.#isStateDue) return;
    this.#isStateDue = true;
    setImmediate(() => {
      this.#isStateDue = false;
      if (this.#isReady) this.#postState();
    });
  }

  #postState(): void {
    const { model, sessions } = this.#ports;
    const place = vscode.window.activeTextEditor?.document;
    const current = sessions.find(place) ?? sessions.find(undefined);
    const listed = model.sessions(current);
    this.#listed = new Set(listed.map(({ info }) => info.id));
    const notice = this.#notice(listed.length === 0);
    this.#post({ kind: "state", workers: model.workers(), sessions: listed, notice });
  }

  #notice(isEmpty: boolean): PanelNotice {
    const { obstacle } = this.#ports.service;
    return obstacle.kind === "none" && isEmpty ? { kind: "empty" } : obstacle;
  }

  #postUndo(): void {
    if (this.#isReady) this.#post({ kind: "undo", offer: this.#ports.releases.offer });
  }

  #postVerdicts(judgement: Judgement): void {
    if (this.#isReady) this.#post({ kind: "verdicts", ...judgement });
  }

  /** Has the view show something, and the person see the view. */
  async #bring(message: ToPanelMessage): Promise<void> {
    this.#due.set(message.kind, message);
    await vscode.commands.executeCommand(`${refsViewId}.focus`);
    if (this.#isReady) this.#postDue();
  }

  #postDue(): void {
    for (const message of this.#due.values()) this.#post(message);
    this.#due.clear();
  }

  #post(message: ToPanelMessage): void {
    void this.#view?.webview.postMessage(message);
  }
}

/** For keys that mean something in the inspector only: `focusedView` is never that of a webview's. */
function tellKeyboard(isHere: boolean): void {
  void vscode.commands.executeCommand("setContext", "snakebridge.refsHaveKeyboard", isHere);
}
