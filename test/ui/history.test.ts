/** The history as a person uses it: reads what ran, and clears it. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { readMenu } from "./support/rowMenus.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;

const creation = 'letters = re.compile("[a-z]+")';
const use = 'first = letters.match("abc def")';

beforeAll(async () => {
  workbench = await Workbench.start();
  await workbench.editor.open("past.py");
  await workbench.showView("SnakeBridge");
  const { history } = workbench;
  await history.open();
  for (const text of [creation, use, 'print("heard")']) {
    await workbench.editor.select(text);
    await workbench.runCommand("SnakeBridge: Call");
    await workbench.editor.waitForDecoration(text, "⇒");
  }
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("an entry tells its source, how it ended, what came back and how long it took", async () => {
  await workbench.history.entry(/^letters = re\.compile.*, done, ⇒ .*Pattern.* ms/).waitFor();
  await workbench.history.entry(/^first = letters.*, done, ⇒ .*Match.* ms/).waitFor();
});

test("an entry opens to what it printed", async () => {
  const { history, page } = workbench;
  await history.entry(/^print\("heard"\), done/).click();
  await page.keyboard.press("ArrowRight");
  await history.entry(/^stdout: heard/).waitFor();
});

test("the keyboard walks it, and opens the menu that the mouse opens", async () => {
  const { history, page } = workbench;
  await workbench.runCommand("SnakeBridge: Focus on History View");
  await page.keyboard.press("End");
  const first = history.entry(/^letters = /);
  await first.and(page.locator(".focused")).waitFor();
  const byMouse = await readMenu(page, () => first.click({ button: "right" }));
  expect(byMouse).toContain("Run Again");
  expect(await readMenu(page, () => page.keyboard.press("Shift+F10"))).toEqual(byMouse);
});

test("an entry is removed by keyboard alone", async () => {
  const { history, page } = workbench;
  await page.keyboard.press("ArrowUp");
  await history
    .entry(/^first = /)
    .and(page.locator(".focused"))
    .waitFor();
  await page.keyboard.press("Shift+F10");
  await workbench.menuItem("Remove from History").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await history.entry(/^first = /).waitFor({ state: "detached" });
});

test("Clear History empties it", async () => {
  await workbench.runCommand("SnakeBridge: Clear History");
  await workbench.page.getByText("What you run shows up here").waitFor();
});
