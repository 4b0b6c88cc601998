/** The text editor of a workbench as a person uses it: open, select, hover, read what is shown. */
import type { Locator, Page } from "playwright-core";

import type { QuickPick } from "./quickPick.ts";

/** Where a piece of text stands on the screen. */
interface Point {
  readonly x: number;
  readonly y: number;
}

export class Editor {
  readonly #page: Page;
  readonly #quickPick: QuickPick;

  constructor(page: Page, quickPick: QuickPick) {
    this.#page = page;
    this.#quickPick = quickPick;
  }

  /** Opens a file of the workspace by name through Quick Open. */
  async open(fileName: string): Promise<void> {
    await this.#page.keyboard.press("Control+P");
    await (await this.#quickPick.find(fileName)).click();
    await this.tab(fileName).waitFor();
    await this.#page.locator(".editor-instance .view-line").first().waitFor();
  }

  tab(fileName: string): Locator {
    return this.#page.locator(`.tab.active[data-resource-name="${fileName}"]`);
  }

  /** Closes the active editor. */
  async close(fileName: string): Promise<void> {
    await this.tab(fileName)
      .getByRole("button", { name: /^Close/ })
      .click();
    await this.tab(fileName).waitFor({ state: "detached" });
  }

  /** Selects the first place of the text in the file, through the find widget. */
  async select(text: string): Promise<void> {
    const { keyboard } = this.#page;
    await this.focus();
    await keyboard.press("Control+Home");
    await keyboard.press("Control+F");
    const find = this.#page.locator(".find-widget.visible");
    await find.locator("textarea, input").first().fill(text);
    await find.locator(".matchesCount").getByText(/^1 of/).waitFor();
    await keyboard.press("Escape");
    await find.waitFor({ state: "detached" });
    await this.#page.getByText(`(${text.length} selected)`).waitFor();
  }

  async focus(): Promise<void> {
    await this.#page.locator(".editor-instance .view-lines").first().click();
    await this.#page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  /** The line that contains the text; in the DOM its spaces are no-break spaces. */
  line(text: string): Locator {
    return this.#page.locator(".editor-instance .view-line").filter({ hasText: text });
  }

  /** Waits until decorations, such as an inline result, show the text behind the line. */
  async waitForDecoration(lineText: string, expected: string): Promise<void> {
    try {
      await this.#page.waitForFunction(readDecorations, { lineText, expected });
    } catch (cause) {
      const shown = await this.#page.evaluate(readDecorations, { lineText, expected: "" });
      const found = `behind "${lineText}" there is ${shown ?? "nothing"}`;
      throw new Error(`expected "${expected}", but ${found}`, { cause });
    }
  }

  /** Waits until no decoration shows anything behind the line. */
  async waitForNoDecoration(lineText: string): Promise<void> {
    await this.#page.waitForFunction(hasNoDecoration, lineText);
  }

  /** Rests the mouse on the first place of a word in the line and gives the hover that opens. */
  async hover(lineText: string, word: string): Promise<Locator> {
    return await this.#hoverAt(await this.line(lineText).first().evaluate(locateWord, word));
  }

  /** Rests the mouse on what a decoration shows behind the line. */
  async hoverDecoration(lineText: string): Promise<Locator> {
    return await this.#hoverAt(await this.line(lineText).first().evaluate(locateDecoration));
  }

  async #hoverAt({ x, y }: Point): Promise<Locator> {
    await this.#page.mouse.move(x, y);
    const hover = this.#page.locator(".monaco-hover:not(.hidden)");
    await hover.locator(".hover-contents").first().waitFor();
    return hover;
  }

  /** Opens the hover on the word that the line of the caret begins with, by keyboard. */
  async hoverLineStart(): Promise<Locator> {
    const { keyboard } = this.#page;
    for (const key of ["Home", "Control+K", "Control+I"]) await keyboard.press(key);
    const hover = this.#page.locator(".monaco-hover:not(.hidden)");
    await hover.locator(".hover-contents").first().waitFor();
    return hover;
  }

  /** Takes the mouse away, so that no hover covers what comes next. */
  async leaveHover(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.#page.mouse.move(0, 0);
    await this.#page.locator(".monaco-hover:not(.hidden)").waitFor({ state: "detached" });
  }
}

/**
 * Runs in the page: what decorations show behind the line, if it contains what is expected. They
 * put their text into pseudo elements, which have no DOM text; and lines are drawn anew whenever
 * they change, so each look has to find them again.
 */
function readDecorations(wanted: { lineText: string; expected: string }): string | undefined {
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  const spans = [...document.querySelectorAll(".editor-instance .view-line")]
    .filter((line) => plain(line.textContent).includes(wanted.lineText))
    .flatMap((line) => [...line.querySelectorAll("span")]);
  const text = spans
    .flatMap((span) => ["::before", "::after"].map((name) => getComputedStyle(span, name).content))
    .filter((content) => content.startsWith('"'))
    .join(" ");
  return plain(text).includes(wanted.expected) ? plain(text) : undefined;
}

/** Runs in the page. */
function hasNoDecoration(lineText: string): boolean {
  return [...document.querySelectorAll(".editor-instance .view-line")]
    .filter((line) => line.textContent.replaceAll("\u00a0", " ").includes(lineText))
    .every((line) =>
      [...line.querySelectorAll("span")].every(
        (span) => !getComputedStyle(span, "::after").content.startsWith('"'),
      ),
    );
}

/** Runs in the page: the middle of the word's first letter. */
function locateWord(line: Element, word: string): Point {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const offset = node.nodeValue?.indexOf(word) ?? -1;
    if (offset < 0) continue;
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  throw new Error(`"${word}" is not in the line "${line.textContent}"`);
}

/** Runs in the page: the beginning of the last text that a decoration shows behind the line. */
function locateDecoration(line: Element): Point {
  const decorated = [...line.querySelectorAll("span")].filter((span) =>
    getComputedStyle(span, "::after").content.startsWith('"'),
  );
  const box = decorated.at(-1)?.getBoundingClientRect();
  if (box === undefined) throw new Error(`nothing stands behind the line "${line.textContent}"`);
  return { x: box.x + box.height / 2, y: box.y + box.height / 2 };
}
