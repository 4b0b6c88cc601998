/** SnakeBridge's sidebar as a person reads it: rows by name, their twisties and buttons. */
import type { Frame, FrameLocator, Locator, Page } from "playwright-core";

import type { Workbench } from "./workbench.ts";

const extensionId = "snakebridge.snakebridge";

export class Inspector {
  readonly #page: Page;
  readonly #content: FrameLocator;

  /** In the sidebar, or in another place that holds its page. */
  constructor(workbench: Workbench, content = workbench.webview(extensionId)) {
    this.#page = workbench.page;
    this.#content = content;
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

  /** What belongs together under one name, such as a question and its buttons. */
  group(name: string): Locator {
    return this.#content.getByRole("group", { name, exact: true });
  }

  /** A part of the view beside the tree, by its name. */
  region(name: string): Locator {
    return this.#content.getByRole("region", { name });
  }

  button(name: string): Locator {
    return this.#content.getByRole("button", { name, exact: true });
  }

  /** A field to type in. */
  field(name: string): Locator {
    return this.#content.getByRole("textbox", { name, exact: true });
  }

  /** A field while keys go to it. */
  focusedField(name: string): Locator {
    return this.field(name).and(this.#content.locator(":focus"));
  }

  /** What is said at once, for screen readers too. */
  alert(words: string): Locator {
    return this.#content.getByRole("alert").filter({ hasText: words });
  }

  /** Picks one of a list of choices. */
  async choose(list: string, choice: string): Promise<void> {
    await this.#content.getByRole("combobox", { name: list, exact: true }).selectOption(choice);
  }

  /**
   * The first row whose accessible name starts with these details: what it is called (a bound name,
   * a type, a document), and as many of the details after it as the caller cares for.
   */
  row(...details: readonly string[]): Locator {
    return this.rowMatching(new RegExp(`^${details.map(escapePattern).join(", ")}(,|$)`));
  }

  /** A row that stays on top of what it holds: for the eye and the mouse alone. */
  onTop(name: string): Locator {
    const title = this.#content.locator(".title, .name", { hasText: exactly(name) });
    return this.#content.locator("[data-sticky]").filter({ has: title });
  }

  /** The first row whose accessible name, which tells all that is known of it, matches. */
  rowMatching(name: RegExp): Locator {
    return this.tree.getByRole("treeitem", { name }).first();
  }

  /** The row with the focus, once it is this one. */
  focusedRow(...details: readonly string[]): Locator {
    return this.row(...details).and(this.#content.locator(".focused"));
  }

  async expand(name: string): Promise<void> {
    await this.#setOpen(name, true);
  }

  async collapse(name: string): Promise<void> {
    await this.#setOpen(name, false);
  }

  /** Takes the mouse off the rows, and what shows under it only. */
  async leave(): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#content.locator(".row.hovered").waitFor({ state: "detached" });
  }

  /** The frame that draws it. */
  async frame(): Promise<Frame> {
    const view = this.#content.locator("snakebridge-inspector");
    const frame = await (await view.elementHandle()).ownerFrame();
    if (!frame) throw new Error("The inspector has no frame");
    return frame;
  }

  async #setOpen(name: string, isOpen: boolean): Promise<void> {
    const row = this.row(name);
    if ((await row.getAttribute("aria-expanded")) === String(isOpen)) return;
    await row.locator(".twisty").click();
    await row.and(this.#content.locator(`[aria-expanded="${String(isOpen)}"]`)).waitFor();
  }

  /** Presses a button of the toolbar that lies over a row while the mouse is on it. */
  async press(rowName: string, button: string): Promise<void> {
    await this.row(rowName).hover();
    const toolbar = this.#content.getByRole("toolbar");
    await toolbar.getByRole("button", { name: button, exact: true }).click();
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${escapePattern(text)}$`);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
