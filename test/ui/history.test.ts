/** The history as a person uses it: reads what ran, runs it again, edits it, and has it back after Python crashed. */
import { afterAll, beforeAll, expect, test } from "vitest";

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

test("Run Again runs it as a new entry at the end", async () => {
  const { history } = workbench;
  await history.entry(/^first = /).click({ button: "right" });
  await workbench.menuItem("Run Again").click();
  await expect.poll(() => history.entries(/^first = .*done/).count()).toBe(2);
});

test("Go to Source of Entry selects where it was run from", async () => {
  const { history, page } = workbench;
  await history.entry(/^letters = /).click({ button: "right" });
  await workbench.menuItem("Go to Source of Entry").click();
  await page.getByText(`(${creation.length} selected)`).waitFor();
});

test("after a crash, what was lost runs again from the notice, first what others need", async () => {
  const { editor, history, page, quickPick } = workbench;
  await editor.select("os._exit(3)");
  await workbench.runCommand("SnakeBridge: Call");
  await history.entry(/^letters = .*lost/).waitFor();
  await workbench
    .notification(/Its refs are lost/)
    .getByRole("button", { name: "Run Again…" })
    .click();
  await quickPick.input.waitFor();
  await page.keyboard.press("Enter");
  await history.entry(/^letters = .*, done, ⇒/).waitFor();
  await workbench.statusBarItem(/Ran again: \d+; failed: 0/).waitFor();
});

test("Clear History empties it", async () => {
  await workbench.runCommand("SnakeBridge: Clear History");
  await workbench.page.getByText("What you run shows up here").waitFor();
});
