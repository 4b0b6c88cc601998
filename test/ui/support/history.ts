/** The History view as a person reads it: a tree of the workbench's own. */
import type { Locator, Page } from "playwright-core";

export class HistoryView {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the view's section in the side bar, if it is closed. */
  async open(): Promise<void> {
    await this.#setOpen(true);
  }

  async close(): Promise<void> {
    await this.#setOpen(false);
  }

  async #setOpen(isOpen: boolean): Promise<void> {
    const header = this.#page.getByRole("button", { name: /^History Section/ });
    if ((await header.getAttribute("aria-expanded")) !== String(isOpen)) await header.click();
    await header.and(this.#page.locator(`[aria-expanded="${String(isOpen)}"]`)).waitFor();
  }

  get tree(): Locator {
    return this.#page.getByRole("tree", { name: "History" });
  }

  /** Rows whose accessible name matches. */
  entries(name: RegExp): Locator {
    return this.tree.getByRole("treeitem", { name });
  }

  /** The newest of them. */
  entry(name: RegExp): Locator {
    return this.entries(name).first();
  }
}
