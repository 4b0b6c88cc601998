/** Search as a person uses it: type, see hits and what was covered, choose one, stand on its row. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("what is found deep in an object leads to the row of its ref", async () => {
  const { editor, quickPick, page } = workbench;
  const creation = "shelf = Shelf()";
  await editor.open("browsing.py");
  await editor.select(creation);
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration(creation, "⇒");

  await workbench.showView("SnakeBridge");
  await page.getByRole("button", { name: "Search Refs…" }).click();
  await quickPick.input.fill("NOVEL");
  const hit = quickPick.entry("shelf.book.tags['kind']");
  await hit.waitFor();
  expect(await hit.innerText()).toContain("'novel'");
  // A million numbers are gone through before everything is.
  await page.getByText("Search Refs: 1 found, searched all of 1 ref").waitFor();
  await page.keyboard.press("Enter");
  const inspector = new Inspector(workbench);
  await inspector
    .rowMatching(/^shelf, /)
    .and(inspector.tree.locator('[aria-selected="true"]'))
    .waitFor();
  await inspector.row("'kind'", "str").waitFor();
});

test("an expression that is none says so where it is typed", async () => {
  const { quickPick, page } = workbench;
  await workbench.runCommand("SnakeBridge: Search Refs…");
  await page.getByRole("button", { name: "Regular Expression" }).click();
  await quickPick.input.fill("no(vel");
  await page.getByText(/Search Refs \(Regular Expression\): no regular expression/).waitFor();
  await quickPick.input.fill("^no.el$");
  await quickPick.entry("shelf.book.tags['kind']").waitFor();
  await page.keyboard.press("Escape");
});
