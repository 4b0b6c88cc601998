/** The browser that shows the VS Code workbench where no desktop VS Code is at hand. */
import { existsSync } from "node:fs";

import { installDebianPackages } from "./debianPackages.ts";

const candidates = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The executable that `CHROMIUM` names, else the first of the usual places. */
export function findChromium(): string | undefined {
  const chosen = process.env["CHROMIUM"];
  if (chosen !== undefined && chosen !== "") return chosen;
  return candidates.find((path) => existsSync(path));
}

export function requireChromium(): string {
  const path = findChromium();
  if (path !== undefined && existsSync(path)) return path;
  throw new Error("Chromium is missing: install it, or name an executable in CHROMIUM");
}

export async function installChromium() {
  await installDebianPackages("Chromium", ["chromium", "fonts-liberation", "fonts-dejavu-core"]);
  requireChromium();
}
