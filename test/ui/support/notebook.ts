/** A notebook of a workbench as a person uses it: its kernel, its toolbar, its cells and what they show. */
import type { FrameLocator, Locator } from "playwright-core";

import type { Workbench } from "./workbench.ts";

export class Notebook {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** What all cells show, in one page. */
  get outputs(): FrameLocator {
    return this.#workbench.page
      .frameLocator('iframe.webview[src*="purpose=notebookRenderer"]')
      .frameLocator("iframe#active-frame");
  }

  /** Those that are drawn. */
  get cells(): Locator {
    return this.#workbench.page.locator(".notebookOverlay .cell-list-container .monaco-list-row");
  }

  /** The cell whose source contains the text. */
  cell(text: string): Locator {
    return this.cells.filter({ hasText: text });
  }

  /** Opens a file of the workspace by name through Quick Open. */
  async open(fileName: string): Promise<void> {
    const { editor, page, quickPick } = this.#workbench;
    await page.keyboard.press("Control+P");
    await (await quickPick.find(fileName)).click();
    await editor.tab(fileName).waitFor();
    await page.locator(".notebookOverlay .cell-list-container .view-line").first().waitFor();
  }

  /** Something above the cells that can be pressed. */
  button(name: string | RegExp): Locator {
    return this.#workbench.page
      .locator(".notebook-toolbar-container")
      .getByRole("button", { name });
  }

  /** Picks the kernel of this name, from the list behind the one that VS Code has chosen. */
  async pickKernel(label: string): Promise<void> {
    await this.button(/SnakeBridge/).click();
    await (await this.#workbench.quickPick.find(label)).click();
    await this.button(/SnakeBridge/).waitFor();
  }

  /** Writes `source` over that of the cell that contains the text, and runs it. */
  async rewrite(text: string, source: string): Promise<void> {
    const { keyboard } = this.#workbench.page;
    await this.cell(text).locator(".view-line").first().click();
    await this.cell(text).locator(".monaco-editor.focused").waitFor();
    // Not Control+A: VS Code asks its outputs every now and then whether they lost the keyboard, and takes it for theirs.
    for (const key of ["Control+Home", "Control+Shift+End"]) await keyboard.press(key);
    await keyboard.insertText(source);
    await this.cell(source).waitFor();
    await keyboard.press("Control+Enter");
  }
}
