/** A folder that is not trusted: nothing runs, and the inspector says why and what to do. */
import { afterAll, beforeAll, test } from "vitest";

import { copySampleWorkspace } from "../support/sampleWorkspace.ts";
import { repositoryRoot } from "../vscode/setup/paths.ts";
import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

const resources = new AsyncDisposableStack();
let workbench: Workbench;

beforeAll(async () => {
  const { folder } = resources.use(await copySampleWorkspace());
  const development = { extensionDevelopmentPaths: [repositoryRoot] };
  workbench = resources.use(await Workbench.start({ workspace: folder, development }));
});

afterAll(() => resources.disposeAsync());

test("the inspector explains Restricted Mode and opens the trust editor", async () => {
  await workbench.statusBarItem("Restricted Mode").waitFor();
  await workbench.showView("SnakeBridge");
  const inspector = new Inspector(workbench);
  await inspector.text("Restricted Mode").waitFor();
  await inspector.button("Manage Workspace Trust").click();
  await workbench.page.locator(".workspace-trust-editor").waitFor();
});
