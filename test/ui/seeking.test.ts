/**
 * Going to an item of a container that is too long to scroll through, as a person does it by keyboard and menu, and
 * seeing what a call changed. The tests go on from one another.
 */
import { afterAll, beforeAll, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let inspector: Inspector;

beforeAll(async () => {
  workbench = await Workbench.start();
  inspector = new Inspector(workbench);
  await workbench.editor.open("seeking.py");
  await workbench.editor.select("depot = Depot()");
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration("depot = Depot()", "⇒");
  await workbench.showView("SnakeBridge");
  await inspector.expand("depot");
});

afterAll(() => workbench[Symbol.asyncDispose]());

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench.page.keyboard.press(key);
}

async function goToEndOfNumbers(): Promise<void> {
  await press("Control+g");
  await inspector.focusedField("Go to index or key in numbers").waitFor();
  await workbench.page.keyboard.type("-1");
  await press("Enter");
  await inspector.focusedRow("999999").waitFor();
  await inspector.treeWithKeyboard.waitFor();
}

test("Ctrl+G goes to an index of a million", async () => {
  await inspector.row("numbers").click();
  await goToEndOfNumbers();
});

test("on an item, it means the container; what is not there is said", async () => {
  await press("Control+g");
  await inspector.focusedField("Go to index or key in numbers").waitFor();
  await workbench.page.keyboard.type("1000000");
  await press("Enter");
  await inspector.alert("Index 1000000 is past the end (1,000,000 items)").waitFor();
  await press("Escape");
  await inspector.treeWithKeyboard.waitFor();
  expect(await inspector.field("Go to index or key in numbers").count()).toBe(0);
});

test("what holds the rows in view stays on top of them, once for screen readers, and leads back", async () => {
  await inspector.onTop("depot").waitFor();
  await inspector.onTop("numbers").click();
  await inspector.focusedRow("numbers", "list").waitFor();
  expect(await inspector.row("numbers").getAttribute("aria-expanded")).toBe("true");
  expect(await inspector.tree.getByRole("treeitem", { name: /^depot,/ }).count()).toBe(1);
  await goToEndOfNumbers();
});

test("the menu of a row goes to a key", async () => {
  await inspector.row("prices").click({ button: "right" });
  // A menu ignores clicks in its first moments.
  await workbench.menuItem("Go to Index or Key…").hover();
  await press("Enter");
  await inspector.focusedField("Go to index or key in prices").waitFor();
  await workbench.page.keyboard.type("(1, 'a')");
  await press("Enter");
  await inspector.focusedRow("(1, 'a')", "int", "-1").waitFor();
});

test("Ctrl+A in the filter selects its text, and nothing in the editor", async () => {
  const filter = inspector.field("Filter refs");
  await filter.click();
  await workbench.page.keyboard.type("no such");
  await press("Control+a");
  await workbench.page.keyboard.type("depot");
  expect(await filter.inputValue()).toBe("depot");
  await workbench.statusBarItem(/15 selected/).waitFor();
  await press("Escape");
});

test("a value that a call changed says what it was", async () => {
  await workbench.editor.select("depot.sell()");
  await workbench.runCommand("SnakeBridge: Call");
  await inspector.row("sold", "int", "was 1", "now 2").waitFor();
});
