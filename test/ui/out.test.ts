/** Out of the inspector: copied by key, dragged into an editor. */
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

test("the copy key copies the value of the row with the focus", async () => {
  await inspector.row("pattern", "str").click();
  await workbench.page.keyboard.press("Control+C");
  await workbench.statusBarItem(/Copied: 3 characters/).waitFor();
  expect(await workbench.readClipboard()).toBe("\\d+");
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
