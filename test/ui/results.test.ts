/** From an error behind its statement into a file of its traceback. */
import { afterAll, beforeAll, test } from "vitest";

import { Workbench } from "./support/workbench.ts";

const wrongCall = 'broken = re.compile("(")';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
  const { editor } = workbench;
  await editor.open("patterns.py");
  await editor.select(wrongCall);
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration(wrongCall, "unterminated subpattern");
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("a link of the traceback opens its file at its line", async () => {
  const { editor, page } = workbench;
  const hover = await editor.hoverDecoration(wrongCall);
  await hover
    .getByRole("link", { name: /^\S+\.py:\d+ / })
    .last()
    .click();
  await page.locator('.tab.active:not([data-resource-name="patterns.py"])').waitFor();
});
