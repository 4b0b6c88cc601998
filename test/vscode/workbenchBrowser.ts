/** The browser that shows the workbench, with the switches a machine without a screen needs. */
import { chromium, type Browser } from "playwright-core";

import { requireChromium } from "./setup/chromium.ts";

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: requireChromium(), args: switches });
}
