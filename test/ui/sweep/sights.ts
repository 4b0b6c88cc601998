/** What a person sees of a command, as data; and how it is found in the workbench. */
import type { Locator } from "playwright-core";

import { Inspector } from "../support/inspector.ts";
import type { Workbench } from "../support/workbench.ts";

export type Sight =
  /** A notification, with buttons. */
  | { readonly see: "message"; readonly text: string; readonly buttons: readonly string[] }
  /** A pick whose title begins so. It is answered; without an answer by what is offered first. */
  | { readonly see: "pick"; readonly title: string; readonly answer?: string }
  /** A pick that offers nothing for what is typed. */
  | { readonly see: "no choice"; readonly title: string; readonly typed: string }
  /** A pick of several, of which one is checked. */
  | { readonly see: "checklist"; readonly title: string; readonly check: string }
  /** An input box, which takes the answer. */
  | { readonly see: "box"; readonly title: string; readonly answer: string }
  /** An input box that does not take the answer, and says why. */
  | {
      readonly see: "refusal";
      readonly title: string;
      readonly answer: string;
      readonly words: string;
    }
  /** A field of the inspector that has the keyboard. */
  | { readonly see: "field"; readonly name: string; readonly answer: string }
  /** Behind the line. */
  | { readonly see: "inline"; readonly line: string; readonly text: string }
  | { readonly see: "nothing inline"; readonly line: string }
  | { readonly see: "status"; readonly text: string }
  | { readonly see: "clipboard"; readonly text: RegExp }
  /** An editor's tab, which is closed afterwards. */
  | { readonly see: "tab"; readonly name: string | RegExp }
  /** Words anywhere in the workbench. */
  | { readonly see: "words"; readonly text: string }
  /** A channel of the Output panel. */
  | { readonly see: "channel"; readonly name: string }
  /** The row of the inspector that has the focus, and the keyboard. */
  | { readonly see: "row"; readonly name: string }
  | { readonly see: "no row"; readonly name: string }
  /** Words in the inspector. */
  | { readonly see: "inspector"; readonly text: string };

type Asking = See<"pick" | "no choice" | "checklist" | "box" | "refusal" | "field">;
type See<Kind extends Sight["see"]> = Extract<Sight, { see: Kind }>;

export class Onlooker {
  readonly #workbench: Workbench;
  readonly #inspector: Inspector;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.#inspector = new Inspector(workbench);
  }

  /** Waits for the sight, and answers what it asks. */
  see(sight: Sight): Promise<void> {
    switch (sight.see) {
      case "pick":
        return this.#pick(sight);
      case "no choice":
        return this.#findNoChoice(sight);
      case "checklist":
        return this.#check(sight);
      case "box":
        return this.#answer(sight);
      case "refusal":
        return this.#answerWrongly(sight);
      case "field":
        return this.#fill(sight);
      default:
        return this.#look(sight);
    }
  }

  #look(sight: Exclude<Sight, Asking>): Promise<void> {
    const { page, editor } = this.#workbench;
    switch (sight.see) {
      case "message":
        return this.#readMessage(sight);
      case "inline":
        return editor.waitForDecoration(sight.line, sight.text);
      case "nothing inline":
        return editor.waitForNoDecoration(sight.line);
      case "status":
        return this.#workbench.statusBarItem(sight.text).first().waitFor();
      case "clipboard":
        return this.#readClipboard(sight);
      case "tab":
        return this.#closeTab(sight);
      case "words":
        return page.getByText(sight.text).filter({ visible: true }).first().waitFor();
      case "channel":
        return page
          .locator(`.part.panel option:checked:text-is("${sight.name}")`)
          .first()
          .waitFor({ state: "attached" });
      case "row":
        return this.#findRow(sight);
      case "no row":
        return this.#missRow(sight);
      case "inspector":
        return this.#inspector.text(sight.text).waitFor();
    }
  }

  /** What is open over the editor, such as a question. */
  async closeAll(): Promise<void> {
    await this.#workbench.page.keyboard.press("Escape");
    await this.#widget.waitFor({ state: "hidden" });
  }

  get #widget(): Locator {
    return this.#workbench.page.locator(".quick-input-widget");
  }

  async #readMessage({ text, buttons }: See<"message">): Promise<void> {
    const { page } = this.#workbench;
    await page.locator("#status\\.notifications .codicon-bell-dot").click();
    const message = this.#workbench.notification(text);
    await message.waitFor();
    for (const name of buttons) await message.getByRole("button", { name, exact: true }).waitFor();
    await page.locator(".notifications-center .codicon-notifications-clear-all").click();
    await page.locator(".notifications-center.visible").waitFor({ state: "detached" });
  }

  async #pick({ title, answer = "" }: See<"pick">): Promise<void> {
    const { page, quickPick } = this.#workbench;
    await this.#whenAsked(title);
    if (answer !== "") await quickPick.input.fill(answer);
    // A list is filtered in its own time.
    await this.#widget.locator(".monaco-list-row.focused").filter({ hasText: answer }).waitFor();
    await page.keyboard.press("Enter");
  }

  async #findNoChoice({ title, typed }: See<"no choice">): Promise<void> {
    await this.#whenAsked(title);
    await this.#workbench.quickPick.input.fill(typed);
    await this.#widget.locator(".monaco-list-row").first().waitFor({ state: "detached" });
  }

  async #check({ title, check }: See<"checklist">): Promise<void> {
    await this.#whenAsked(title);
    await (await this.#workbench.quickPick.find(check)).click();
    await this.#workbench.page.keyboard.press("Enter");
  }

  async #answer({ title, answer }: Pick<See<"box">, "title" | "answer">): Promise<void> {
    const { page, quickPick } = this.#workbench;
    await this.#whenAsked(title);
    await quickPick.input.fill(answer);
    await page.keyboard.press("Enter");
  }

  async #answerWrongly({ title, answer, words }: See<"refusal">): Promise<void> {
    await this.#answer({ title, answer });
    await this.#widget.getByText(words).filter({ visible: true }).first().waitFor();
    await this.#whenAsked(title);
  }

  async #findRow({ name }: See<"row">): Promise<void> {
    await this.#inspector.focusedRow(name).waitFor();
    await this.#inspector.treeWithKeyboard.waitFor();
  }

  async #missRow({ name }: See<"no row">): Promise<void> {
    await this.#inspector.row(name).waitFor({ state: "detached" });
    await this.#inspector.treeWithKeyboard.waitFor();
  }

  async #fill({ name, answer }: See<"field">): Promise<void> {
    const { keyboard } = this.#workbench.page;
    await this.#inspector.focusedField(name).waitFor();
    await keyboard.type(answer);
    await keyboard.press("Enter");
  }

  async #whenAsked(title: string): Promise<void> {
    const shown = this.#widget.locator(".quick-input-title").filter({ hasText: title });
    await shown.filter({ visible: true }).waitFor();
  }

  async #readClipboard({ text }: See<"clipboard">): Promise<void> {
    const { page } = this.#workbench;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.waitForFunction(
      async ({ source, flags }) =>
        new RegExp(source, flags).test(await navigator.clipboard.readText()),
      { source: text.source, flags: text.flags },
    );
  }

  async #closeTab({ name }: See<"tab">): Promise<void> {
    const { page } = this.#workbench;
    const tab = page.locator(".tab.active").filter({ hasText: name });
    await tab.waitFor();
    const isDirty = await tab.evaluate(({ classList }) => classList.contains("dirty"));
    await tab.getByRole("button", { name: /^Close/ }).click();
    if (isDirty) await page.getByRole("button", { name: "Don't Save" }).click();
    await tab.waitFor({ state: "detached" });
  }
}
