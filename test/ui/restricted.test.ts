/** A folder that is not trusted: nothing runs, and the inspector says why and what to do. */
import { afterAll, beforeAll, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start({ isTrusted: false });
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("the inspector explains Restricted Mode and opens the trust editor", async () => {
  await workbench.statusBarItem("Restricted Mode").waitFor();
  await workbench.showView("SnakeBridge");
  const inspector = new Inspector(workbench);
  await inspector.text("Restricted Mode").waitFor();
  await inspector.button("Manage Workspace Trust").click();
  await workbench.page.locator(".workspace-trust-editor").waitFor();
});
