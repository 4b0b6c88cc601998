/** Looking is not using: expanding and hovering run no code of the objects on show. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("an object that counts every look at it still counts none", async () => {
  const { editor } = workbench;
  const creation = "watchful = Watchful()";
  await editor.open("looking.py");
  await editor.select(creation);
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration(creation, "⇒");

  await workbench.showView("SnakeBridge");
  const inspector = new Inspector(workbench);
  await inspector.expand("watchful");
  await inspector.row("plain").waitFor();
  const hover = await editor.hover(creation, "watchful");
  expect(await hover.innerText()).toContain("Watchful");
  await editor.leaveHover();

  await editor.select("count_looks()");
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration("count_looks()", "⇒ 0");
});
