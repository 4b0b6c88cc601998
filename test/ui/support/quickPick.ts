/** The list under the input at the top: command palette, Quick Open, and every pick of a command. */
import type { Locator, Page } from "playwright-core";

export class QuickPick {
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#widget = page.locator(".quick-input-widget:visible");
  }

  /** The input box; visible while a pick or a question is open. */
  get input(): Locator {
    return this.#widget.locator("input.input");
  }

  /** Types the query and gives the entry with exactly this label, once it is there. */
  async find(label: string, query = label): Promise<Locator> {
    await this.input.fill(query);
    const row = this.entry(label);
    await row.waitFor();
    return row;
  }

  /** Chooses the entry: by Enter where it is the first, which is faster than the mouse. */
  async take(entry: Locator): Promise<void> {
    const isFirst = await entry.evaluate(({ classList }) => classList.contains("focused"));
    await (isFirst ? this.input.press("Enter") : entry.click());
  }

  /** The entry's accessible name is its label, followed by details such as a keybinding. */
  entry(label: string): Locator {
    const name = JSON.stringify(label);
    const nameAndMore = JSON.stringify(`${label},`);
    return this.#widget
      .locator(`.monaco-list-row:is([aria-label=${name}], [aria-label^=${nameAndMore}])`)
      .first();
  }
}
