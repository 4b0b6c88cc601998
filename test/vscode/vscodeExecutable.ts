/**
 * Which VS Code the in-host tests run in: a desktop one where it is installed or can be downloaded
 * and has a screen, else the server with Chromium.
 */
import { join } from "node:path";

import { downloadAndUnzipVSCode } from "@vscode/test-electron";

import { ensureWorkbench } from "./setup/ensure.ts";
import { cacheFolder, repositoryRoot } from "./setup/paths.ts";

const updateService = "https://update.code.visualstudio.com/api/releases/stable";
const probeTimeoutMs = 5_000;

export async function provideVscode(): Promise<string> {
  const installed = process.env["VSCODE_EXECUTABLE"];
  if (installed !== undefined && installed !== "") return installed;
  if (hasScreen() && (await isDownloadable())) {
    return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder, "desktop") });
  }
  await ensureWorkbench();
  return join(repositoryRoot, "test", "vscode", "code-server.sh");
}

function hasScreen(): boolean {
  if (process.platform !== "linux") return true;
  return [process.env["DISPLAY"], process.env["WAYLAND_DISPLAY"]].some(Boolean);
}

async function isDownloadable(): Promise<boolean> {
  try {
    const response = await fetch(updateService, { signal: AbortSignal.timeout(probeTimeoutMs) });
    return response.ok;
  } catch {
    // No network, or one that does not reach the download: the server takes over.
    return false;
  }
}
