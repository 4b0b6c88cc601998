/**
 * The field for an index or key to go to, above the tree: it has the keyboard when it opens, and gives it back to the
 * tree when the item is found or with Escape.
 */
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";

import { progressRing, textField } from "../controls.js";
import type { Seeking, SeekPlace } from "../seeking.js";

import { Following } from "./following.js";
import { seekHints } from "./words.js";

export class SeekField extends LitElement {
  readonly #seeking: Seeking;
  readonly #giveBack: () => void;
  #text = "";
  #wasOpen = false;

  /** `giveBack` takes the keyboard when the field closes. */
  constructor(seeking: Seeking, giveBack: () => void) {
    super();
    this.#seeking = seeking;
    this.#giveBack = giveBack;
    new Following(this, seeking);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { shown } = this.#seeking;
    return shown ? this.#field(shown) : nothing;
  }

  protected override updated(): void {
    const isOpen = this.#seeking.shown !== null;
    if (isOpen && !this.#wasOpen) this.querySelector<HTMLElement>("vscode-text-field")?.focus();
    if (this.#wasOpen && !isOpen) {
      this.#text = "";
      this.#giveBack();
    }
    this.#wasOpen = isOpen;
  }

  #field({ title, kind, isRunning, problem }: SeekPlace): TemplateResult {
    return html`<div class="seek" aria-busy=${isRunning}>
      <div class="seek-line">
        ${textField({
          label: `Go to index or key in ${title}`,
          placeholder: seekHints[kind] ?? seekHints.sequence,
          icon: "go-to-search",
          value: this.#text,
          isInvalid: problem !== null,
          onInput: (text) => this.#edit(text),
          onKey: (event) => this.#onKey(event),
        })}
        ${isRunning ? progressRing() : nothing}
      </div>
      <div class="seek-problem" role="alert">${problem ?? nothing}</div>
    </div>`;
  }

  #edit(text: string): void {
    this.#text = text;
    this.#seeking.edit();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") this.#seeking.go(this.#text);
    else this.#seeking.close();
  }
}
