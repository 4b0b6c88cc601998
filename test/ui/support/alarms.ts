/**
 * What must not happen while a page shows hostile text: a script that runs, one that the policy stopped, a request
 * for what a payload names, a dialog, a new window.
 */
import type { Page } from "playwright-core";

import { trace } from "../../support/injection.ts";

/** How a browser says that a content security policy stopped something. */
const refusal = /content security policy/i;

export class Alarms {
  readonly #raised: string[] = [];
  readonly #first: Promise<void>;
  #ring: () => void = () => undefined;

  constructor(page: Page) {
    this.#first = new Promise((resolve) => (this.#ring = resolve));
    page.on("request", (request) => {
      if (trace.test(new URL(request.url()).host)) this.#raise(`request: ${request.url()}`);
    });
    page.on("dialog", (dialog) => {
      this.#raise(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", (popup) => this.#raise(`window: ${popup.url()}`));
    page.on("pageerror", (error) => {
      if (trace.test(error.message)) this.#raise(`script: ${error.message}`);
    });
    page.on("console", (message) => {
      if (refusal.test(message.text())) this.#raise(`stopped: ${message.text()}`);
    });
  }

  get raised(): readonly string[] {
    return this.#raised;
  }

  /** Resolves when there was one. */
  async first(): Promise<void> {
    await this.#first;
  }

  clear(): void {
    this.#raised.length = 0;
  }

  #raise(alarm: string): void {
    this.#raised.push(alarm);
    this.#ring();
  }
}
