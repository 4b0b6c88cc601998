/** Runs the in-host suite through `@vscode/test-electron` in whichever VS Code is at hand. */
import { runTests } from "@vscode/test-electron";

import { copySampleWorkspace } from "../support/sampleWorkspace.ts";
import { bundleHostTests } from "./hostBundle.ts";
import { repositoryRoot } from "./setup/paths.ts";
import { provideVscode } from "./vscodeExecutable.ts";

const vscodeExecutablePath = await provideVscode();
const extensionTestsPath = await bundleHostTests();
await using workspace = await copySampleWorkspace();
try {
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: repositoryRoot,
    extensionTestsPath,
    launchArgs: [workspace.folder],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
