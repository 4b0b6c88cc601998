/** SnakeBridge's sidebar as a person reads it: rows by name, their twisties and buttons. */
import type { FrameLocator, Locator } from "playwright-core";

import type { Workbench } from "./workbench.ts";

const extensionId = "snakebridge.snakebridge";

export class Inspector {
  readonly #content: FrameLocator;

  constructor(workbench: Workbench) {
    this.#content = workbench.webview(extensionId);
  }

  get tree(): Locator {
    return this.#content.getByRole("tree");
  }

  /** Words outside the tree, such as a notice. */
  text(words: string): Locator {
    return this.#content.getByText(words).first();
  }

  button(name: string): Locator {
    return this.#content.getByRole("button", { name, exact: true });
  }

  /**
   * The first row whose accessible name starts with these details: what it is called (a bound name,
   * a type, a document), and as many of the details after it as the caller cares for.
   */
  row(...details: readonly string[]): Locator {
    return this.rowMatching(new RegExp(`^${details.map(escapePattern).join(", ")}(,|$)`));
  }

  /** The first row whose accessible name, which tells all that is known of it, matches. */
  rowMatching(name: RegExp): Locator {
    return this.tree.getByRole("treeitem", { name }).first();
  }

  async expand(name: string): Promise<void> {
    const row = this.row(name);
    if ((await row.getAttribute("aria-expanded")) === "true") return;
    await row.locator(".twisty").click();
    await row.and(this.#content.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Presses a button of the toolbar that lies over a row while the mouse is on it. */
  async press(rowName: string, button: string): Promise<void> {
    await this.row(rowName).hover();
    const toolbar = this.#content.getByRole("toolbar");
    await toolbar.getByRole("button", { name: button, exact: true }).click();
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
