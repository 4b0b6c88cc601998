/**
 * One object as it shows itself in a panel: asks it once, keeps what it gave, and asks again when the person wants.
 * Knows no panel: it is given what to post with.
 */
import * as vscode from "vscode";

import { RefNotFoundError, TimeoutError, WorkerExitedError } from "../../bridge/index.js";
import type { SnakeBridge } from "../../bridge/index.js";
import type { ToDisplayPanelMessage } from "../../protocol/displayPanel.js";
import type { DisplayKind } from "../../protocol/inspection.js";
import type { NamedObject } from "../objectPanels.js";
import { explainError } from "../userErrors.js";
import { askForImage } from "./images.js";
import { saveImage } from "./saveImage.js";

export interface OpenDisplayPorts {
  readonly bridge: () => Promise<SnakeBridge>;
  readonly post: (message: ToDisplayPanelMessage) => void;
}

type Outcome = Exclude<ToDisplayPanelMessage, { kind: "running" }>;

export class OpenDisplay {
  readonly #object: NamedObject;
  readonly #kind: DisplayKind;
  readonly #ports: OpenDisplayPorts;
  #running: AbortController | undefined;
  #shown: Outcome | undefined;
  #ended: Outcome | undefined;

  constructor(object: NamedObject, kind: DisplayKind, ports: OpenDisplayPorts) {
    this.#object = object;
    this.#kind = kind;
    this.#ports = ports;
  }

  /** Tells the page what there is; asks the object first if that was not done. */
  async show(): Promise<void> {
    this.#post({ kind: "running", title: this.#object.title });
    if (this.#shown) this.#post(this.#shown);
    if (this.#ended) this.#post(this.#ended);
    else if (!this.#shown) await this.again();
  }

  /** Asks the object anew: it may show something else by now. */
  async again(): Promise<void> {
    if (this.#ended || this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#post({ kind: "running", title: this.#object.title });
    this.#shown = await this.#ask(running.signal);
    this.#running = undefined;
    this.#post(this.#shown);
  }

  cancel(): void {
    this.#running?.abort();
  }

  async save(): Promise<void> {
    if (this.#shown?.kind === "image") await saveImage(this.#shown.image, this.#object.title);
  }

  /** The object is gone. */
  end(message: string): void {
    if (this.#ended) return;
    this.#ended = { kind: "ended", message };
    this.#post(this.#ended);
    this.cancel();
  }

  async #ask(signal: AbortSignal): Promise<Outcome> {
    const { address } = this.#object;
    try {
      const bridge = await this.#ports.bridge();
      if (this.#kind === "image") {
        const { typeName } = (await bridge.inspection.describe(address)).summary;
        return { kind: "image", typeName, image: await askForImage(bridge, address, signal) };
      }
      const asked = { ...address, mimeTypes: ["text/html"] };
      const { data } = await bridge.inspection.display(asked, signal);
      return { kind: "html", html: typeof data === "string" ? data : "" };
    } catch (error) {
      const message = wordsOf(error);
      if (error instanceof RefNotFoundError || error instanceof WorkerExitedError)
        this.end(message);
      return { kind: "failed", message };
    }
  }

  #post(message: ToDisplayPanelMessage): void {
    this.#ports.post(message);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof TimeoutError) return vscode.l10n.t("Timed out.");
  return explainError(error)?.message ?? vscode.l10n.t("Python was interrupted.");
}
