/** Python that reacts to nothing: it is said where one looks, and can be ended from there. */
import { afterAll, beforeAll, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

const call = "ctypes.PyDLL(None).usleep(30_000_000)";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
});

afterAll(() => workbench[Symbol.asyncDispose]());

test("the offer to kill it shows while it is stuck, and Kill Worker ends it", async () => {
  const { editor } = workbench;
  await editor.open("stuck.py");
  await editor.select(call);
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.showView("SnakeBridge");
  const inspector = new Inspector(workbench);
  await inspector.rowMatching(/^Python .*, running, no response(,|$)/).waitFor();
  await workbench.statusBarItem("busy, no response").waitFor();
  // The window of a test has no focus, so that its notifications wait in the centre.
  await workbench.showNotifications();
  const offer = workbench.notification("Python does not respond");
  await offer.getByText("Wait").waitFor();
  await offer.getByText("Kill Worker").click();
  await editor.waitForDecoration(call, "Python ended before it answered");
  await offer.waitFor({ state: "detached" });
});
