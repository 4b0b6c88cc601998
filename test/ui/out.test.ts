/** Out of the inspector: copied, opened, dragged, kept and looked up, by keyboard and menus as a person does. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let inspector: Inspector;

const creation = 'pattern = re.compile(r"\\d+")';

beforeAll(async () => {
  workbench = await Workbench.start();
  const { editor } = workbench;
  await editor.open("patterns.py");
  await editor.select(creation);
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration(creation, "⇒");
  await workbench.showView("SnakeBridge");
  inspector = new Inspector(workbench);
  await inspector.expand("pattern");
  await inspector.row("flags").waitFor();
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("the menu of a part copies its expression", async () => {
  await inspector.row("flags").click({ button: "right" });
  await workbench.menuItem("Copy As").hover();
  await workbench.menuItem("Copy Python Expression").click();
  await workbench.statusBarItem(/Copied: 13 characters/).waitFor();
  expect(await workbench.readClipboard()).toBe("pattern.flags");
});

test("the copy key copies the value of the row with the focus", async () => {
  await inspector.row("pattern", "str").click();
  await workbench.page.keyboard.press("Control+C");
  await workbench.statusBarItem(/Copied: 3 characters/).waitFor();
  expect(await workbench.readClipboard()).toBe("\\d+");
});

test("details open with the keyboard, can be read, and Escape goes back to the tree", async () => {
  await inspector.row("groups").click();
  await workbench.page.keyboard.press("Control+K");
  await workbench.page.keyboard.press("Control+I");
  const details = inspector.region("Details");
  await details.waitFor();
  expect(await details.innerText()).toContain("int");
  await workbench.page.keyboard.press("Escape");
  await details.waitFor({ state: "detached" });
  await inspector.treeWithKeyboard.waitFor();
});

test("details tell type and documentation of a ref", async () => {
  await inspector.row("pattern", "re.Pattern").click({ button: "right" });
  await workbench.menuItem("Show Details").click();
  const details = inspector.region("Details");
  await details.getByText("pattern: re.Pattern").waitFor();
  await details.getByText("Compiled regular expression").waitFor();
  await inspector.button("Close details").click();
  await details.waitFor({ state: "detached" });
});

test("a value opens as a document that cannot be changed", async () => {
  await inspector.row("pattern", "str").click({ button: "right" });
  await workbench.menuItem("Open Value as Document").click();
  await workbench.editor.tab("pattern.pattern.txt").waitFor();
  await workbench.editor.line("\\d+").waitFor();
  await workbench.editor.close("pattern.pattern.txt");
});

test("a part becomes a ref of its own", async () => {
  await inspector.row("groupindex").click({ button: "right" });
  await workbench.menuItem("Keep as Its Own Ref").click();
  await inspector.rowMatching(/^mappingproxy.*never expires/).waitFor();
});

test("a row dragged into an editor becomes its expression, which one undo takes back", async () => {
  const { editor, page } = workbench;
  await editor.open("patterns.py");
  await inspector.row("flags").dragTo(editor.line("import re").first());
  await editor.line("pattern.flags").waitFor();
  await editor.focus();
  await page.keyboard.press("Control+Z");
  await editor.line("pattern.flags").waitFor({ state: "detached" });
});
