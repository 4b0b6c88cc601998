/** Runs the in-host suite through `@vscode/test-electron` in whichever VS Code is at hand. */
import { runTests } from "@vscode/test-electron";

import { copySampleWorkspace } from "../support/sampleWorkspace.ts";
import { provideDevelopmentFolder } from "./developmentFolder.ts";
import { bundleHostTests } from "./hostBundle.ts";
import { provideVscode } from "./vscodeExecutable.ts";

const vscodeExecutablePath = await provideVscode();
const extensionTestsPath = await bundleHostTests();
await using workspace = await copySampleWorkspace();
try {
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: await provideDevelopmentFolder(),
    extensionTestsPath,
    launchArgs: [workspace.folder],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
