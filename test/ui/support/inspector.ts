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

  /** The row whose accessible name starts with the text: a bound name, a type, a document. */
  row(name: string): Locator {
    return this.tree.getByRole("treeitem", { name: startingWith(name) }).first();
  }

  async expand(name: string): Promise<void> {
    const row = this.row(name);
    if ((await row.getAttribute("aria-expanded")) === "true") return;
    await row.click();
    await row.press("ArrowRight");
    await row.and(this.#content.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Presses a button that a row shows when the mouse is over it. */
  async press(rowName: string, button: string): Promise<void> {
    const row = this.row(rowName);
    await row.hover();
    await row.getByRole("button", { name: startingWith(button) }).click();
  }
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}
