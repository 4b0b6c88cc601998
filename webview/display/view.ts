/** The whole page of an object that shows itself: what it is, what can be done with it, itself, and what went wrong. */
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";

import type {
  FromDisplayPanelMessage,
  ToDisplayPanelMessage,
} from "../../src/protocol/displayPanel.js";
import { progressRing, textButton } from "../controls.js";

import { HtmlFrame } from "./htmlFrame.js";
import { Picture } from "./picture.js";

type Message = ToDisplayPanelMessage;

export class DisplayView extends LitElement {
  readonly #post: (kind: FromDisplayPanelMessage["kind"]) => void;
  readonly #picture = new Picture(() => this.requestUpdate());
  readonly #frame = new HtmlFrame();
  #title = "";
  #shown: "nothing" | "image" | "html" = "nothing";
  #isRunning = false;
  #problem: Extract<Message, { kind: "failed" | "ended" }> | undefined;

  constructor(post: (kind: FromDisplayPanelMessage["kind"]) => void) {
    super();
    this.#post = post;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = "main";
  }

  take(message: Message): void {
    this.#isRunning = message.kind === "running";
    switch (message.kind) {
      case "running":
        this.#title = message.title;
        this.#problem = undefined;
        break;
      case "image":
        this.#shown = "image";
        this.#picture.show(message.image, message.typeName);
        break;
      case "html":
        this.#shown = "html";
        this.#frame.show(message.html, this.#title);
        break;
      case "failed":
      case "ended":
        this.#problem = message;
    }
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<h1 class="spoken">${this.#title}</h1>
      <div class="bar" role="toolbar" aria-label="Display">
        <span class="extent">${this.#shown === "image" ? this.#picture.facts : ""}</span>
        ${this.#isRunning ? this.#waiting() : this.#actions()}
      </div>
      ${this.#problemTemplate()} ${this.#content()}
      <div class="spoken" role="status">${this.#picture.announcement}</div>`;
  }

  #waiting(): TemplateResult {
    return html`${progressRing()}${button("Cancel", "Cancel what Python runs", () => this.#post("cancel"))}`;
  }

  #actions(): TemplateResult {
    const isImage = this.#shown === "image";
    return html`${isImage ? this.#picture.actions() : nothing}
    ${isImage ? button("Save As…", "Save As… a file", () => this.#post("save")) : nothing}
    ${this.#problem?.kind === "ended" ? nothing : button("Refresh", "Refresh: ask the object again", () => this.#post("again"))}`;
  }

  #problemTemplate(): TemplateResult | typeof nothing {
    const message = this.#problem?.message ?? this.#picture.problem;
    if (message === undefined) return nothing;
    const retry =
      this.#problem?.kind === "failed"
        ? button("Retry", "Retry", () => this.#post("again"))
        : nothing;
    return html`<div class="banner" role="alert">${message} ${retry}</div>`;
  }

  #content(): TemplateResult | HTMLElement | typeof nothing {
    if (this.#shown === "image") return this.#picture.template();
    return this.#shown === "html" ? this.#frame.element : nothing;
  }
}

function button(text: string, label: string, onPress: () => void): TemplateResult {
  return textButton(text, { label, onPress, isPrimary: false });
}
