/**
 * `npm start`: VS Code with the extension on a copy of the sample workspace. A desktop VS Code where
 * one is installed; else the server, with its address printed. Stays until Ctrl+C.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";

import { copySampleWorkspace } from "../support/sampleWorkspace.ts";
import { provideDevelopmentFolder } from "./developmentFolder.ts";
import { packageExtension } from "./extensionPackage.ts";
import { ensureServer } from "./setup/ensure.ts";
import { repositoryRoot } from "./setup/paths.ts";
import { run, succeeds } from "./setup/run.ts";
import { WorkbenchServer } from "./workbenchServer.ts";

function findDesktop(): string | undefined {
  const command = process.env["VSCODE_EXECUTABLE"] ?? "code";
  return succeeds(command, ["--version"]) ? command : undefined;
}

async function startDesktop(command: string, folder: string) {
  await run("npm", ["run", "--silent", "build"], { cwd: repositoryRoot });
  const development = `--extensionDevelopmentPath=${await provideDevelopmentFolder()}`;
  const args = ["--new-window", "--wait", development, folder];
  console.log(`${command} ${args.join(" ")}`);
  await once(spawn(command, args, { stdio: "inherit" }), "exit");
}

async function startServer(folder: string) {
  await ensureServer();
  console.log("packaging the extension");
  await using server = await WorkbenchServer.start({
    workspace: folder,
    isTrustGranted: true,
    extensionPackages: [await packageExtension()],
  });
  console.log(`\nVS Code with SnakeBridge: ${server.url}\nCtrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

await using workspace = await copySampleWorkspace();
const desktop = findDesktop();
await (desktop === undefined
  ? startServer(workspace.folder)
  : startDesktop(desktop, workspace.folder));
