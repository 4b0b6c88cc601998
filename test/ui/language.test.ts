/** What a person gets while typing about what lives: attributes, parameters, types in the text. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { Workbench } from "./support/workbench.ts";

const creation = 'pattern = re.compile(r"\\d+")';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start({ settings: { "snakebridge.inlayHints": true } });
  const { editor } = workbench;
  await editor.open("patterns.py");
  await editor.select(creation);
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration("re.compile(r", "⇒");
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("the type of what lives stands behind its name", async () => {
  const hint = workbench.editor.line("re.compile(r").filter({ hasText: /^pattern\s*Pattern\s*=/ });
  await hint.waitFor();
});

test("typing a dot offers what a live object has, and says that it is live", async () => {
  const { editor, page } = workbench;
  await editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\npattern.");
  const findall = page.locator(".suggest-widget.visible").getByRole("option", { name: /^findall/ });
  await findall.waitFor();
  expect(await findall.innerText()).toContain("live");
});

test("typing a bracket tells the parameters of a live method, the current one marked", async () => {
  const { page } = workbench;
  await page.keyboard.press("Escape");
  await page.keyboard.type("match('a', ");
  const hints = page.locator(".parameter-hints-widget.visible");
  await hints.locator(".parameter.active").getByText("pos=0", { exact: true }).waitFor();
  expect(await hints.innerText()).toContain("match(string, pos=0");
});
