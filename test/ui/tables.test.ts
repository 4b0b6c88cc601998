/**
 * A list of dicts as a table, as a person uses it and a screen reader names it: opened from its row, sorted,
 * filtered, copied, and told that its ref went. The tests go on from one another.
 */
import type { FrameLocator, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let inspector: Inspector;

beforeAll(async () => {
  workbench = await Workbench.start();
  inspector = new Inspector(workbench);
  await workbench.editor.open("tables.py");
  await workbench.editor.select("crowd = Crowd()");
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration("crowd = Crowd()", "⇒");
  await workbench.showView("SnakeBridge");
  await inspector.expand("crowd");
});

afterAll(() => workbench[Symbol.asyncDispose]());

/** The table's page is the webview that stands where editors do, next to the inspector's. */
function page(): FrameLocator {
  return workbench.panel("snakebridge.snakebridge");
}

function cell(text: string): Locator {
  return page().getByRole("gridcell", { name: text, exact: true });
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench.page.keyboard.press(key);
}

test("a list opens as a table from its row", async () => {
  await inspector.press("people", "Open people as table");
  await page().getByRole("grid", { name: "crowd.people" }).waitFor();
  await page().getByText("5,000 rows × 3 columns").waitFor();
  await cell("person 3").waitFor();
  await page().getByRole("columnheader", { name: "age, int" }).waitFor();
});

test("a value that looks like markup is text, and a missing one is said to be missing", async () => {
  await cell("<b>x</b>").first().waitFor();
  await cell("missing").first().waitFor();
  expect(await page().locator("[role=gridcell] b").count()).toBe(0);
});

test("a click on a header sorts up, down, and not at all", async () => {
  const head = page().getByRole("columnheader", { name: "age, int" });
  for (const order of ["ascending", "descending", "none"]) {
    await head.locator(".title").click();
    await head.and(page().locator(`[aria-sort="${order}"]`)).waitFor();
  }
});

test("filters are set by field, and taken back", async () => {
  await page().getByRole("textbox", { name: "Filter name" }).fill("PERSON 499");
  await press("Enter");
  await page().getByText("11 of 5,000 rows × 3 columns").waitFor();
  await page().getByRole("combobox", { name: "How to filter age" }).selectOption({ label: ">" });
  await page().getByRole("textbox", { name: "Filter age" }).fill("80");
  await press("Enter");
  await page().getByText("1 of 5,000 rows × 3 columns").waitFor();
  await page().getByRole("button", { name: "Clear sort and filters" }).click();
  await page().getByText("5,000 rows × 3 columns", { exact: true }).waitFor();
});

test("the keyboard walks, selects and goes to a row", async () => {
  await page().getByRole("textbox", { name: "Go to row" }).fill("4,998");
  await press("Enter");
  // In the column that was sorted last.
  await cell("66").and(page().locator(".active")).waitFor();
  await press("Control+Home");
  await cell("person 0").and(page().locator(".active")).waitFor();
  await press("Shift+ArrowDown", "Shift+ArrowRight");
  expect(await page().getByRole("gridcell", { selected: true }).allInnerTexts()).toEqual([
    ...["person 0", "0", "person 1", "37"],
  ]);
  await press("Control+C");
  await page().getByRole("status").getByText("4 cells copied").waitFor();
  await press("ArrowUp", "ArrowUp", "ArrowUp", "Enter");
  await page().locator('[role=columnheader][aria-sort="ascending"]').waitFor();
});

test("the command opens a ref that is no table with its reason", async () => {
  await workbench.runCommand("SnakeBridge: Open as Table");
  await (await workbench.quickPick.find("crowd")).click();
  await page().getByRole("alert").getByText("'Crowd' is not a table").waitFor();
});

test("a table whose ref goes says so", async () => {
  await inspector.press("people", "Open people as table");
  await cell("person 0").waitFor();
  await inspector.press("crowd", "Release crowd");
  await page().getByRole("alert").getByText("The ref is gone: released.").waitFor();
});
