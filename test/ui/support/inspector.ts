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

  /** The first row that is called so: by a bound name, a type, a document. Details follow it. */
  row(name: string): Locator {
    const label = new RegExp(`^${escapePattern(name)}(,|$)`);
    return this.tree.getByRole("treeitem", { name: label }).first();
  }

  async expand(name: string): Promise<void> {
    const row = this.row(name);
    if ((await row.getAttribute("aria-expanded")) === "true") return;
    await row.click();
    await row.press("ArrowRight");
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
