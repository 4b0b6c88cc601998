/**
 * The whole view: a notice or the tree, a bar while Python runs, and a place where a screen reader hears
 * what happened without having the focus there.
 */
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";

import { focusedBeside, isFocusFree } from "../focus.js";
import type { Inspector } from "../inspector.js";

import { announcementOf } from "./announcements.js";
import { arrangementBar } from "./arrangementBar.js";
import { barTemplate } from "./bars.js";
import { Clock } from "./clock.js";
import { ObjectDetails } from "./details.js";
import { noticeTemplate } from "./notices.js";
import { SeekField } from "./seekField.js";
import type { InspectorTree } from "./tree.js";

export class InspectorView extends LitElement {
  readonly #inspector: Inspector;
  readonly #tree: InspectorTree;
  readonly #details: ObjectDetails;
  readonly #seekField: SeekField;
  #seen: Inspector["store"]["state"];
  readonly #clock = new Clock(document);
  #announcement = "";
  #wasAsking = false;
  #hadFocus = false;
  #stop: (() => void) | undefined;

  constructor(inspector: Inspector, tree: InspectorTree) {
    super();
    this.#inspector = inspector;
    this.#tree = tree;
    const { details, intents, seeking } = inspector;
    this.#details = new ObjectDetails(details, intents, () => tree.takeKeyboard());
    this.#seekField = new SeekField(seeking, () => tree.takeKeyboard());
    this.#seen = inspector.store.state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.#inspector.store.subscribe(() => this.#follow());
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { state } = this.#inspector.store;
    const { workers, notice, isConnected } = state;
    const isRunning = workers.some(
      (worker) => worker.state === "busy" || worker.state === "unresponsive",
    );
    const content = noticeTemplate(notice, (command) => this.#inspector.intents.run(command));
    return html`${isRunning ? html`<div class="running" role="presentation"></div>` : nothing}
      ${isConnected ? (content ?? html`${this.#bar()}${this.#seekField}${this.#tree}`) : nothing}
      ${this.#details} ${barTemplate(state, this.#inspector.intents.selection, this.#clock)}
      <div class="spoken" role="status">${this.#announcement}</div>`;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.querySelector(".bar")?.contains(focusedBeside(this)) ?? false;
  }

  /** The question has the keyboard while it stands; who was in a bar that went is in the tree again. */
  protected override updated(): void {
    if (this.#hadFocus && isFocusFree(this)) this.#tree.takeKeyboard();
    const isAsking = this.#inspector.store.state.pendingRelease !== null;
    if (isAsking === this.#wasAsking) return;
    this.#wasAsking = isAsking;
    if (isAsking) this.querySelector<HTMLElement>(".question-bar vscode-button")?.focus();
    else this.#tree.takeKeyboard();
  }

  #bar(): TemplateResult | typeof nothing {
    const { store, intents } = this.#inspector;
    return arrangementBar(store.state, intents);
  }

  #follow(): void {
    const { state } = this.#inspector.store;
    this.#announcement = announcementOf(this.#seen, state) ?? this.#announcement;
    this.#seen = state;
    this.requestUpdate();
  }
}
