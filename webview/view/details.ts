/**
 * Type, signature and documentation of an object, below the tree: a region that has the keyboard when it opens and
 * gives it back to the tree with Escape. Everything in it is text.
 */
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { DescribeResult } from "../../src/protocol/inspection.js";
import { iconButton, textButton } from "../controls.js";
import type { Details, Shown } from "../details.js";
import type { Intents } from "../intents.js";

import { docBlocks } from "./docText.js";
import { Following } from "./following.js";

export class ObjectDetails extends LitElement {
  readonly #details: Details;
  readonly #intents: Intents;
  readonly #giveBack: () => void;
  #hasFocused = false;

  /** `giveBack` takes the keyboard when the region closes. */
  constructor(details: Details, intents: Intents, giveBack: () => void) {
    super();
    this.#details = details;
    this.#intents = intents;
    this.#giveBack = giveBack;
    new Following(this, details);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { shown } = this.#details;
    return shown ? this.#region(shown) : nothing;
  }

  protected override updated(): void {
    const isOpen = this.#details.shown !== null;
    if (isOpen && !this.#hasFocused) this.querySelector<HTMLElement>(".details")?.focus();
    this.#hasFocused = isOpen;
  }

  #region({ facts, problem }: Shown): TemplateResult {
    const close = { label: "Close details", onPress: () => this.#close() };
    return html`<section
      class="details"
      role="region"
      aria-label="Details"
      aria-busy=${facts === null && problem === null}
      tabindex="0"
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
    >
      <div class="details-actions">${iconButton("close", close)}</div>
      ${problem === null ? nothing : html`<p role="alert">${problem}</p>`}
      ${facts ? this.#facts(facts) : nothing}
    </section>`;
  }

  #facts({ summary, names, signature, doc, source }: DescribeResult): TemplateResult {
    const { qualifiedType } = summary;
    const title = names.length > 0 ? `${names.join(", ")}: ${qualifiedType}` : qualifiedType;
    const goTo = { label: "Go to source", onPress: () => this.#openSource(), isPrimary: false };
    return html`<h2>${title}</h2>
      ${signature === null ? nothing : html`<pre class="signature">${signature}</pre>`}
      ${docBlocks(doc ?? "It has no documentation.").map(({ isProse, text }) =>
        isProse ? html`<p class="doc">${text}</p>` : html`<pre class="doc">${text}</pre>`,
      )}
      ${source ? textButton("Go to source", goTo) : nothing}`;
  }

  #openSource(): void {
    const { shown } = this.#details;
    if (shown) this.#intents.openSource(shown.address);
  }

  #close(): void {
    this.#details.close();
    this.#giveBack();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#close();
  }
}
