/** Elixir and TypeScript in the editor: what stands there is sent, or it is said why not. */
import { afterAll, beforeAll, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start({ settings: { "snakebridge.codeLens": true } });
});

afterAll(() => workbench[Symbol.asyncDispose]());

async function call(selection: string): Promise<void> {
  await workbench.editor.select(selection);
  await workbench.page.keyboard.press("Control+Alt+Enter");
}

test("statements of Elixir bind, call and release what they say", async () => {
  const { editor } = workbench;
  await editor.open("live.ex");
  await call('{:ok, digits} = SnakeBridge.call("re", "compile", [@pattern])');
  await editor.waitForDecoration("{:ok, digits} =", "⇒ re.Pattern");
  await call('SnakeBridge.method!(digits, "findall", ["1 and 22"])');
  await editor.waitForDecoration("SnakeBridge.method!", "⇒ ['1', '22']");
  await workbench.statusBarItem("live.ex").waitFor();
  await workbench.showView("SnakeBridge");
  await new Inspector(workbench).row("live.ex", "current session", "1 ref").waitFor();
});

test("code of Elixir is not sent, and it is said which", async () => {
  const { editor } = workbench;
  await call('SnakeBridge.call("math", "sqrt", [area(4)])');
  await editor.waitForDecoration(
    "area(4)",
    "`area(4)` is Elixir code; only literals and names bound to refs can be sent.",
  );
});

test("a ref is released by its name", async () => {
  const { editor } = workbench;
  await call("SnakeBridge.release_ref(digits)");
  await editor.waitForDecoration("release_ref", "✓ released");
  await editor.waitForDecoration("{:ok, digits} =", "⇒ re.Pattern · released");
});

test("CodeLens over a statement runs it again, releases its ref and reveals it", async () => {
  const { editor, page } = workbench;
  const lens = (name: string) => page.locator(".codelens-decoration").getByRole("button", { name });
  await lens("Run Again").click();
  await editor.waitForDecoration("{:ok, digits} =", "⇒ re.Pattern re.compile");
  await lens("Release Ref").click();
  await editor.waitForDecoration("{:ok, digits} =", "⇒ re.Pattern · released");
  await lens("Run Again").click();
  await editor.waitForDecoration("{:ok, digits} =", "⇒ re.Pattern re.compile");
  await lens("Reveal Ref").click();
  await new Inspector(workbench).row("digits").waitFor();
  await editor.focus();
});

test("a cell of a Livebook is read as Elixir", async () => {
  const { editor } = workbench;
  await editor.open("live.livemd");
  await call('root = SnakeBridge.call!("math", "sqrt", [81])');
  await editor.waitForDecoration("root =", "⇒ 9");
});

test("several statements of JavaScript run in order", async () => {
  const { editor, page } = workbench;
  await editor.open("steps.mjs");
  await editor.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+Alt+Enter");
  await editor.waitForDecoration("const digits", "⇒ re.Pattern");
  await editor.waitForDecoration("findall", "⇒ ['1', '22']");
});

test("what may be no bridge is shown and asked about before it is sent", async () => {
  const { editor, page, quickPick } = workbench;
  await editor.open("live.ts");
  await call('await client.call("math", "sqrt", [16]);');
  await page.getByText("Send this to Python?").waitFor();
  await quickPick.entry("Do Not Send").click();
  await call('await client.call("math", "sqrt", [16]);');
  await quickPick.entry("Send").click();
  await editor.waitForDecoration("client.call", "⇒ 4");
});
