/**
 * Stands where `@vscode/test-electron` expects the executable of a desktop VS Code: takes the same
 * arguments, shows the same workbench (server plus Chromium), runs the test module in the real
 * extension host and exits with its result. Start it through `code-server.sh`.
 */
import { format, parseArgs } from "node:util";

import type { Page } from "playwright-core";

import { isConsoleNoise } from "./knownNoise.ts";
import { launchBrowser } from "./workbenchBrowser.ts";
import { WorkbenchServer, type ServerOptions } from "./workbenchServer.ts";

const timeLimitMs = 10 * 60_000;

/** Reads the switches that `runTests` writes; those that only a desktop knows are ignored. */
function parseLaunch(args: string[]): ServerOptions {
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    options: {
      extensionDevelopmentPath: { type: "string", multiple: true },
      extensionTestsPath: { type: "string" },
      "disable-workspace-trust": { type: "boolean" },
    },
  });
  const workspace = positionals[0];
  const testsPath = values.extensionTestsPath;
  if (workspace === undefined) throw new Error("no workspace folder among the arguments");
  if (typeof testsPath !== "string") throw new Error("--extensionTestsPath is missing");
  const paths = values.extensionDevelopmentPath;
  const extensionDevelopmentPaths = Array.isArray(paths) ? paths.map(String) : [];
  return {
    workspace,
    isTrustGranted: values["disable-workspace-trust"] === true,
    development: { extensionDevelopmentPaths, extensionTestsPath: testsPath },
  };
}

/** The two functions by which the workbench reports on an in-host test run. */
async function whenTestsEnd(page: Page): Promise<number> {
  await page.exposeFunction("codeAutomationLog", forwardLog);
  return await new Promise((resolve, reject) => {
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
    page.once("crash", () => {
      reject(new Error("the workbench's page crashed"));
    });
    setTimeout(() => {
      reject(new Error(`no result within ${timeLimitMs / 60_000} minutes`));
    }, timeLimitMs).unref();
  });
}

function forwardLog(type: string, args: unknown[]) {
  const text = format(...args);
  if (isConsoleNoise(text)) return;
  const stream = type === "error" || type === "warn" ? process.stderr : process.stdout;
  stream.write(`${text}\n`);
}

async function runInWorkbench(options: ServerOptions) {
  await using server = await WorkbenchServer.start(options);
  await using browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const result = whenTestsEnd(page);
  try {
    await page.goto(server.url);
    return await result;
  } catch (error) {
    console.error(server.logTail);
    throw error;
  }
}

// Ending by exit() lets the server and the browser clean up after themselves.
process.once("SIGTERM", () => process.exit(1));
process.exitCode = await runInWorkbench(parseLaunch(process.argv.slice(2)));
