/**
 * The pictures of the walkthrough, taken on the tour of README.md in the real VS Code: small
 * ones, since they ship.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Locator } from "playwright-core";

import { Inspector } from "../ui/support/inspector.ts";
import { untilStill } from "../ui/support/untilStill.ts";
import { Workbench } from "../ui/support/workbench.ts";
import { findYear, tour } from "../ui/tour.ts";
import { repositoryRoot } from "./setup/paths.ts";

const folder = join(repositoryRoot, "media", "walkthrough");
/** Of WebP, in percent: letters can be read. */
const quality = 40;
const sidebarWidth = 400;

interface Picture {
  readonly name: string;
  /** Leads there from the picture before. */
  readonly show: (workbench: Workbench) => Promise<void>;
  /** The part of the window that it starts with, and how much of that it shows at most. */
  readonly place: (workbench: Workbench) => Locator;
  readonly width: number;
  readonly height: number;
}

const sidebar = ({ page }: Workbench) => page.locator(".part.sidebar .pane-body:visible").first();
const editor = ({ page }: Workbench) => page.locator(".editor-instance .monaco-editor").first();
const quickPick = ({ page }: Workbench) => page.locator(".quick-input-widget:visible");

const pictures: readonly Picture[] = [
  {
    name: "call",
    show: async (workbench) => {
      await walk(workbench, "Open a sample.", "Call.", "Look.", "Go on.", "Hover.");
      await workbench.resizeSidebar(sidebarWidth);
    },
    place: editor,
    width: 620,
    height: 150,
  },
  {
    name: "inspect",
    show: (workbench) => new Inspector(workbench).leave(),
    place: sidebar,
    width: sidebarWidth,
    height: 200,
  },
  {
    name: "find",
    show: async (workbench) => {
      await findYear(workbench);
    },
    place: quickPick,
    width: 440,
    height: 110,
  },
  {
    name: "python",
    show: async (workbench) => {
      await workbench.page.keyboard.press("Escape");
      await workbench.statusBarItem("2 refs").click();
      await workbench.quickPick.input.fill("select");
      await workbench.page.getByText("Select Interpreter…").waitFor();
    },
    place: quickPick,
    width: 440,
    height: 110,
  },
];

async function walk(workbench: Workbench, ...titles: readonly string[]): Promise<void> {
  for (const { title, act } of tour) if (titles.includes(title)) await act(workbench);
}

async function take(workbench: Workbench, { place, width, height }: Picture): Promise<Buffer> {
  const shown = place(workbench);
  await shown.evaluate(untilStill);
  const box = await shown.boundingBox();
  if (!box) throw new Error("what is to be on the picture has no size");
  const size = { width: Math.min(width, box.width), height: Math.min(height, box.height) };
  const page = await workbench.page.context().newCDPSession(workbench.page);
  const clip = { x: box.x, y: box.y, ...size, scale: 1 };
  const { data } = await page.send("Page.captureScreenshot", { format: "webp", quality, clip });
  await page.detach();
  return Buffer.from(data, "base64");
}

/** Walks the tour, in the dark: one picture of each step has to do in every theme. */
export async function takeWalkthrough(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const settings = { "editor.minimap.enabled": false };
  await using workbench = await Workbench.start({ theme: "dark", settings });
  for (const picture of pictures) {
    await picture.show(workbench);
    const path = join(folder, `${picture.name}.webp`);
    await writeFile(path, await take(workbench, picture));
    console.log(path);
  }
}
