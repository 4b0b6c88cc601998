/**
 * A page of the inspector that shows one ref, in an output of a notebook. It answers as the view does, but for this
 * ref and its session alone, and tells when the ref goes and comes back.
 */
import * as vscode from "vscode";

import type { RefsChangedEvent } from "../bridge/index.js";
import type { FromPanelMessage, ToPanelMessage } from "../protocol/panel.js";
import type { PageReply } from "../protocol/pageRequests.js";
import type { OutputRef } from "../protocol/refOutput.js";
import { parsePanelMessage } from "./panelMessages.js";
import { answerPanel, type PanelRequest } from "./panelRequests.js";
import type { RefsViewPorts } from "./refsView.js";
import { explainError } from "./userErrors.js";
import { words } from "./words.js";

/** Where the page is, and who hears of its ref. */
export interface RefPageHolder {
  readonly post: (message: ToPanelMessage) => void;
  readonly alive: () => void;
  readonly gone: (reason: string) => void;
}

export class RefPage implements vscode.Disposable {
  readonly #ports: RefsViewPorts;
  readonly #shown: OutputRef;
  readonly #holder: RefPageHolder;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(ports: RefsViewPorts, shown: OutputRef, holder: RefPageHolder) {
    this.#ports = ports;
    this.#shown = shown;
    this.#holder = holder;
    const { service } = ports;
    this.#listeners = [
      service.onDidChangeRefs((change) => this.#follow(change)),
      service.onDidChangeWorkers(() => this.#postState()),
      service.onDidRestart(() => this.#judgeSession()),
      service.onDidExitWorker(() => this.#judgeSession()),
    ];
    void this.#begin();
  }

  async receive(received: unknown): Promise<void> {
    const message = parsePanelMessage(received);
    if (!message) {
      this.#ports.log.warn("An output of a notebook sent what it should not; dropped", received);
      return;
    }
    if (message.kind === "ready") this.#postState();
    else if (message.kind === "command") await this.#run(message);
    else if (message.kind === "request") await this.#answer(message);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  async #begin(): Promise<void> {
    try {
      if (await this.#find()) this.#holder.alive();
    } catch (error) {
      // The text of the value is there all the same.
      this.#ports.log.warn("Looking for the ref of an output failed", error);
    }
  }

  async #find() {
    const { session, ref } = this.#shown;
    const { service, model } = this.#ports;
    if (!service.current || !model.sessionIds.includes(session)) return undefined;
    return await service.current.inspection.ref(session, ref);
  }

  async #run({ command, row }: Extract<FromPanelMessage, { kind: "command" }>): Promise<void> {
    const { session, ref } = this.#shown;
    if (row?.sessionId !== session || row.refId !== ref) return;
    if (command === "snakebridge.goToItem") {
      // The field for it opens where the row is, which is not in the side bar.
      this.#holder.post({ kind: "seek", address: { session, ref, path: row.path ?? [] } });
      return;
    }
    await vscode.commands.executeCommand(command, row);
  }

  async #answer(request: PanelRequest): Promise<void> {
    if (!this.#isOwn(request)) {
      const message = vscode.l10n.t("An output shows its own ref alone.");
      this.#holder.post({ kind: "reply", id: request.id, ok: false, message });
    } else if (request.name === "refs") this.#holder.post(await this.#list(request.id));
    else this.#holder.post(await answerPanel(this.#ports, request));
  }

  async #list(id: number): Promise<PageReply> {
    try {
      const ref = await this.#find();
      const result = { total: ref ? 1 : 0, start: 0, refs: ref ? [ref] : [] };
      return { kind: "reply", id, ok: true, result };
    } catch (error) {
      return { kind: "reply", id, ok: false, message: explainError(error)?.message ?? "" };
    }
  }

  /** Whether a request is about the session and ref shown here, and nothing else. */
  #isOwn({ name, params }: PanelRequest): boolean {
    const { session, ref } = this.#shown;
    if (name === "undoRelease" || name === "releaseSession") return false;
    if ("chosen" in params) {
      return params.chosen.every(
        (each) => each.session === session && each.refs.every((id) => id === ref),
      );
    }
    if (params.session !== session) return false;
    if ("ref" in params) return params.ref === ref;
    return name === "refs" || ("refs" in params && params.refs.every((id) => id === ref));
  }

  #follow({ sessionId, session, added, changed, removed }: RefsChangedEvent): void {
    const { session: own, ref } = this.#shown;
    if (sessionId !== own) return;
    const end = removed.find(({ refId }) => refId === ref);
    if (end) this.#holder.gone(words.removal(end.reason));
    else if (session === null) this.#holder.gone(words.removal("session_released"));
    else if (added.some(({ id }) => id === ref)) this.#holder.alive();
    else if (changed.some(({ id }) => id === ref)) this.#postState();
  }

  #judgeSession(): void {
    const isAlive = this.#ports.model.sessionIds.includes(this.#shown.session);
    if (!isAlive) this.#holder.gone(words.removal("worker_restarted"));
  }

  #postState(): void {
    const { model } = this.#ports;
    const session = model.sessions(undefined).find(({ info }) => info.id === this.#shown.session);
    if (!session || session.lost) return;
    const info = { ...session.info, refCount: 1, nextEviction: null };
    const workers = model.workers().filter(({ id }) => id === session.workerId);
    this.#holder.post({
      kind: "state",
      workers,
      sessions: [{ ...session, info, tombstones: [], isBare: true }],
      notice: { kind: "none" },
    });
  }
}
