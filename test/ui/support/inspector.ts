/** SnakeBridge's sidebar as a person reads it: rows by name, their twisties and buttons. */
import type { Frame, FrameLocator, Locator } from "playwright-core";

import type { ThemeName, Workbench } from "./workbench.ts";

/** What the body of a webview wears with each theme. */
const themeClasses: Readonly<Record<ThemeName, string>> = {
  light: "vscode-light",
  dark: "vscode-dark",
  highContrast: "vscode-high-contrast:not(.vscode-high-contrast-light)",
  highContrastLight: "vscode-high-contrast-light",
};

const extensionId = "snakebridge.snakebridge";

export class Inspector {
  readonly #content: FrameLocator;

  constructor(workbench: Workbench) {
    this.#content = workbench.webview(extensionId);
  }

  get tree(): Locator {
    return this.#content.getByRole("tree");
  }

  /** The tree while keys go to it. */
  get treeWithKeyboard(): Locator {
    return this.tree.and(this.#content.locator(":focus"));
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

  /**
   * The frame that draws it, once it wears the theme. A webview has no background of its own; here it
   * gets that of what lies behind it, as a tool that judges contrasts sees no further than the frame.
   */
  async frame(theme: ThemeName): Promise<Frame> {
    await this.#content.locator(`body.${themeClasses[theme]}`).waitFor();
    const frame = await (await this.tree.elementHandle()).ownerFrame();
    if (!frame) throw new Error("The inspector has no frame");
    await frame.evaluate("document.body.style.background = 'var(--vscode-sideBar-background)'");
    return frame;
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
