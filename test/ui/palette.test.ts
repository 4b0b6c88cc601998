/** Calls without an editor: the palette asks for what it needs, and the window owns what comes of it. */
import { afterAll, beforeAll, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let inspector: Inspector;

beforeAll(async () => {
  workbench = await Workbench.start();
  inspector = new Inspector(workbench);
});

afterAll(() => workbench[Symbol.asyncDispose]());

/** Answers the question with this title. */
async function answer(question: string, text: string): Promise<void> {
  const { page, quickPick } = workbench;
  await page.locator(".quick-input-widget:visible").getByText(question, { exact: true }).waitFor();
  await quickPick.input.fill(text);
  await page.keyboard.press("Enter");
}

test("Call offers modules and functions, and asks for arguments in a form", async () => {
  const { page, quickPick } = workbench;
  await workbench.runCommand("SnakeBridge: Call");
  await answer("Module", "re");
  await answer("Function of re", "compile");
  await answer("pattern · re.compile 1/1", "unknown(1)");
  await page.getByText("These are no arguments as Python or JSON writes them").waitFor();
  await answer("pattern · re.compile 1/1", String.raw`"(\d+)"`);
  await quickPick.entry("flags").click();
  await answer("flags · re.compile", "2");
  await quickPick.entry(String.raw`re.compile("(\d+)", flags=2)`).click();
  await inspector.row("Window", "current session", "1 ref").waitFor();
  await inspector.row("Pattern").waitFor();
});

test("Get Attribute asks for a ref and one of its attributes, and shows the value", async () => {
  await workbench.runCommand("SnakeBridge: Get Attribute");
  await answer("Attribute: of which ref?", "re.Pattern");
  await answer("Attribute", "flags");
  await workbench.showNotifications();
  await workbench.notification("re.Pattern.flags ⇒ 34").waitFor();
});

test("Show Details asks of which ref where no row with an object has the focus", async () => {
  await inspector.row("Window").click();
  await workbench.runCommand("SnakeBridge: Show Details");
  await answer("Show the details of what?", "re.Pattern");
  await inspector.text("Compiled regular expression object").waitFor();
});
