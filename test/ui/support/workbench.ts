/**
 * A VS Code workbench in a browser, for tests and demos that act like a person: what they press,
 * type and see. Every wait is for something that appears; nothing here sleeps.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import type { FrameLocator, Locator, Page } from "playwright-core";

import { copySampleWorkspace } from "../../support/sampleWorkspace.ts";
import { provideDevelopmentFolder } from "../../vscode/developmentFolder.ts";
import { launchBrowser } from "../../vscode/workbenchBrowser.ts";
import {
  WorkbenchServer,
  type ServerOptions,
  type Settings,
} from "../../vscode/workbenchServer.ts";
import { Editor } from "./editor.ts";
import { HistoryView } from "./history.ts";
import { QuickPick } from "./quickPick.ts";

/** The colour themes a view has to look right in, and the class the workbench wears with each. */
const themes = {
  light: { id: "Light 2026", label: "Light 2026", cssClass: "vs" },
  dark: { id: "Dark 2026", label: "Dark 2026", cssClass: "vs-dark" },
  highContrast: {
    id: "Default High Contrast",
    label: "Dark High Contrast",
    cssClass: "hc-black",
  },
  highContrastLight: {
    id: "Default High Contrast Light",
    label: "Light High Contrast",
    cssClass: "hc-light",
  },
} as const;

export type ThemeName = keyof typeof themes;

// SAFETY: the keys of an object literal are its keys; TypeScript only says so of none.
export const themeNames = Object.keys(themes) as readonly ThemeName[];

export interface WorkbenchOptions {
  /** A packaged extension to install; without it the extension runs from its folder. */
  readonly extensionPackage?: string;
  /** Packages of other extensions, installed after it. */
  readonly otherPackages?: readonly string[];
  /** The folder of an extension to run beside a packaged one. */
  readonly companion?: string;
  /** Whether the workspace is trusted; it is unless this says no. */
  readonly isTrusted?: boolean;
  readonly settings?: Settings;
  readonly theme?: ThemeName;
  /** The folder to open a copy of, instead of the sample workspace. */
  readonly workspace?: string;
  /** Pixels of the screen for one of the page: more make sharper pictures. */
  readonly pixelRatio?: number;
}

const waitLimitMs = 20_000;
// A first start reads its extensions and settings from disk, on a machine that may be busy.
const startLimitMs = 90_000;
const viewport = { width: 1200, height: 720 };

// An empty second side bar only takes room from the views under test.
const tidySettings: Settings = {
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.autoDetectColorScheme": false,
  // What was run before would come first.
  "workbench.commandPalette.history": 0,
};

export class Workbench implements AsyncDisposable {
  /** For what this class has no words for. */
  readonly page: Page;
  readonly quickPick: QuickPick;
  readonly editor: Editor;
  readonly history: HistoryView;
  readonly #server: WorkbenchServer;
  readonly #owned: AsyncDisposableStack;

  /** Use `start`, which also opens the workbench. */
  constructor(server: WorkbenchServer, page: Page, owned: AsyncDisposableStack) {
    this.#server = server;
    this.#owned = owned;
    this.page = page;
    this.quickPick = new QuickPick(page);
    this.editor = new Editor(page, this.quickPick);
    this.history = new HistoryView(page);
  }

  /** Opens a fresh copy of the sample workspace, which goes with the workbench. */
  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const { isTrusted = true, settings, theme = "dark", pixelRatio = 1 } = options;
    await using opening = new AsyncDisposableStack();
    const { folder } = opening.use(await copySampleWorkspace(options.workspace));
    const serverOptions: ServerOptions = {
      ...(await extensionOptions(options)),
      workspace: folder,
      isTrustGranted: isTrusted,
      settings: { ...tidySettings, "workbench.colorTheme": themes[theme].id, ...settings },
    };
    const server = opening.use(await WorkbenchServer.start(serverOptions));
    const browser = opening.use(await launchBrowser());
    const page = await browser.newPage({ viewport, deviceScaleFactor: pixelRatio });
    page.setDefaultTimeout(startLimitMs);
    await showWorkbench(page, server, themes[theme].cssClass);
    page.setDefaultTimeout(waitLimitMs);
    return new Workbench(server, page, opening.move());
  }

  /** Runs a command as a person does: F1, its title, Enter. */
  async runCommand(title: string): Promise<void> {
    await this.quickPick.take(await this.findCommand(title));
  }

  /** Opens the palette and gives the command's entry, for those who want to look first. */
  async findCommand(title: string): Promise<Locator> {
    await this.page.keyboard.press("F1");
    return await this.quickPick.find(title, `>${title}`);
  }

  /** Clicks an icon of the activity bar; does nothing when its view is already shown. */
  async showView(name: string): Promise<void> {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    await tab.and(this.page.locator('[aria-selected="true"]')).waitFor();
  }

  /** Drags the edge of the side bar until it is so many pixels wide. */
  async resizeSidebar(width: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    if (!box) throw new Error("There is no side bar");
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 4 });
    await this.page.mouse.up();
  }

  /**
   * The document inside the webview of a view, by the id of the extension that made it. What it is for stands in its
   * address only until it was hidden once, so the first one it is: views are there before panels.
   */
  webview(extensionId: string): FrameLocator {
    return this.page
      .locator(`iframe.webview[src*="extensionId=${extensionId}"]`)
      .first()
      .contentFrame()
      .frameLocator("iframe#active-frame");
  }

  /** The document inside the panel among the editors that the extension made, while its view has not been hidden. */
  panel(extensionId: string): FrameLocator {
    return this.page
      .frameLocator(
        `iframe.webview[src*="extensionId=${extensionId}"]:not([src*="purpose=webviewView"])`,
      )
      .frameLocator("iframe#active-frame");
  }

  /** An entry of the menu that is open, or of one of its submenus. */
  menuItem(name: string): Locator {
    // What follows in its name is the key that does the same.
    return this.page
      .locator(".monaco-menu")
      .getByRole("menuitem", { name: new RegExp(`^${name}`) });
  }

  /** What the clipboard holds. */
  async readClipboard(): Promise<string> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** A notification that contains the text, as a toast or in the notification centre. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text });
  }

  /** Opens the notification centre, which also holds what had no toast. */
  async showNotifications(): Promise<void> {
    // The bell in the status bar would close a centre that is still open for an earlier one.
    await this.runCommand("Notifications: Show Notifications");
    await this.page.locator(".notifications-center.visible").waitFor();
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".statusbar-item").filter({ hasText: text });
  }

  async useTheme(name: ThemeName): Promise<void> {
    const { label, cssClass } = themes[name];
    await this.runCommand("Preferences: Color Theme");
    await (await this.quickPick.find(label)).click();
    await this.page.locator(`.monaco-workbench.${cssClass}`).waitFor();
  }

  /** Writes `NAME.png` into the folder and gives its path. */
  async screenshot(folder: string, name: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  get serverProcessId(): number {
    return this.#server.processId;
  }

  /** The last lines of the server behind the workbench. */
  get serverLog(): string {
    return this.#server.logTail;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

async function extensionOptions(options: WorkbenchOptions) {
  const { extensionPackage, otherPackages = [], companion } = options;
  if (extensionPackage !== undefined) {
    const development = companion && { development: { extensionDevelopmentPaths: [companion] } };
    return { extensionPackages: [extensionPackage, ...otherPackages], ...development };
  }
  return { development: { extensionDevelopmentPaths: [await provideDevelopmentFolder()] } };
}

async function showWorkbench(page: Page, server: WorkbenchServer, themeClass: string) {
  try {
    await page.goto(server.url);
    await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
    // The theme comes with the settings, after the frame of the window.
    await page.locator(`.monaco-workbench.${themeClass}`).waitFor();
  } catch (error) {
    console.error(server.logTail);
    throw error;
  }
}
