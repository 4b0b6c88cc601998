/**
 * Four hundred texts that would be more than text, wherever text out of a program is shown: nothing runs, nothing is
 * asked of the network, no link and no icon is planted.
 */
import type { Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { injectionFolder, payloads } from "../support/injection.ts";
import { Alarms } from "./support/alarms.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Notebook } from "./support/notebook.ts";
import { Workbench } from "./support/workbench.ts";

const file = "calls.py";
const creation = "everything = Everything()";
/** Rows of a list of all; names with underscores on both sides stand in a group of their own. */
const shown = payloads.length - 10;
/** A hundred rows at once. */
const tall = { width: 1200, height: 2300 };
/** Twenty columns at once. */
const wide = { width: 3600, height: 600 };

const wholeTree = {
  members: "[role=treeitem]",
  place: "aria-posinset",
  own: "never",
  listLength: 0,
};
const wholeTable = {
  members: "[role=columnheader]",
  place: "aria-colindex",
  own: ".filter select",
  listLength: 0,
};

let workbench: Workbench;
let inspector: Inspector;
let frame: Frame;
let alarms: Alarms;

beforeAll(async () => {
  const settings = { "notebook.output.textLineLimit": 10_000 };
  workbench = await Workbench.start({ workspace: injectionFolder, settings });
  inspector = new Inspector(workbench);
  alarms = new Alarms(workbench.page);
  await workbench.editor.open(file);
  await call(creation);
  await workbench.showView("SnakeBridge");
  await inspector.row("everything").waitFor();
  frame = await inspector.frame();
});

afterAll(() => workbench[Symbol.asyncDispose]());

afterEach(() => {
  expect(alarms.raised).toEqual([]);
});

keepPictures("injection", () => workbench);

async function call(text: string, outcome = "⇒"): Promise<void> {
  await workbench.editor.select(text);
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration(text, outcome);
}

/** Answers the question with this title. */
async function answer(question: string, text: string): Promise<void> {
  const { page, quickPick } = workbench;
  await page.locator(".quick-input-widget:visible").getByText(question, { exact: true }).waitFor();
  await quickPick.input.fill(text);
  await page.keyboard.press("Enter");
}

/** Calls a function of the payloads as one does without an editor. */
async function callInWindow(name: string): Promise<void> {
  await workbench.runCommand("SnakeBridge: Call");
  await answer("Module", "payloads");
  await answer("Function of payloads", name);
  await answer(`group · payloads.${name} 1/1`, '"in messages"');
}

/** The message begins so, and holds what would be links and icons. */
async function expectNoLinks(beginning: string): Promise<void> {
  const message = workbench.notification(beginning).locator(".notification-list-item-message");
  await message.getByText("Kill Worker").waitFor();
  expect(await message.locator("a, .codicon").count()).toBe(0);
}

/** Goes down a tree page by page: the places of the rows of its longest list, and what stands there that is none of ours. */
async function lookThrough({ tree }: Inspector) {
  const places = new Set<string>();
  const strangers: string[] = [];
  let before: string | null = null;
  for (;;) {
    await tree.evaluate(untilLoaded);
    const seen = await tree.evaluate(findStrangers, { ...wholeTree, listLength: shown });
    for (const place of seen.places) places.add(place);
    strangers.push(...seen.strangers);
    await workbench.page.keyboard.press("PageDown");
    await tree.evaluate(untilDrawn);
    const focused = await tree.getAttribute("aria-activedescendant");
    if (focused === before) return { places, strangers };
    before = focused;
  }
}

/** Looks for something in the pick that is open, and closes it. */
async function expectNoIcons(query: string): Promise<void> {
  const { page, quickPick } = workbench;
  await quickPick.input.fill(query);
  const rows = page.locator(".quick-input-widget:visible .monaco-list-row");
  await rows
    .filter({ hasText: /trash|zap/ })
    .first()
    .waitFor();
  expect(await rows.locator(".monaco-icon-label-container .codicon").count()).toBe(0);
  await page.keyboard.press("Escape");
  await quickPick.input.waitFor({ state: "hidden" });
}

describe("in the inspector", () => {
  beforeAll(() => workbench.page.setViewportSize(tall));
  afterAll(() => workbench.page.setViewportSize({ width: 1200, height: 720 }));

  test.each(["values", "keys", "names", "types", "functions", "errors"])(
    "as %s they are text",
    async (way) => {
      await inspector.expand("everything");
      await inspector.expand(way);
      const { places, strangers } = await lookThrough(inspector);
      expect(strangers).toEqual([]);
      expect(places.size).toBeGreaterThanOrEqual(shown);
      await workbench.page.keyboard.press("Home");
      await inspector.collapse(way);
    },
  );

  test("as headers and cells of a table they are text", async () => {
    await inspector.press("table", "Open table as table");
    await workbench.page.setViewportSize(wide);
    const view = workbench.panel("snakebridge.snakebridge").locator("snakebridge-table");
    await view.getByRole("gridcell").first().waitFor();
    const page = await (await view.elementHandle()).ownerFrame();
    if (!page) throw new Error("The table has no frame");
    const grid = page.locator("snakebridge-table-grid");
    const columns = new Set<string>();
    while (await page.evaluate(scrollOn)) {
      await page.evaluate(untilDrawn);
      await page.waitForFunction(() => !document.querySelector("[role=gridcell][aria-busy]"));
      const seen = await grid.evaluate(findStrangers, wholeTable);
      expect(seen.strangers).toEqual([]);
      for (const place of seen.places) columns.add(place);
    }
    expect(columns.size).toBe(new Set(payloads).size);
    await workbench.runCommand("View: Close Editor");
    await workbench.editor.tab(file).waitFor();
    await workbench.page.setViewportSize(tall);
  });

  test("as an error and a representation they are text", async () => {
    await inspector.expand("loud");
    await inspector.expand("inherited");
    await inspector.button("Evaluate failing").click();
    await inspector.rowMatching(/^failing, .*planted\(\)/).waitFor();
    expect((await inspector.tree.evaluate(findStrangers, wholeTree)).strangers).toEqual([]);
  });
});

describe("in the editor", () => {
  test.each([
    ["links", 0],
    ["more_links", 12],
    ["images", 0],
    ["blocks", 0],
    ["more_blocks", 12],
    ["inlines", 0],
    ["scripts", 0],
  ])("a hover over %s has our links only", async (name, start) => {
    const line = `${name} = rows("${name.replace("more_", "")}", ${start})`;
    await call(line, "⇒");
    const hover = await workbench.editor.hoverLineStart();
    await hover.getByText("Reveal").first().waitFor();
    const targets = await hover
      .locator("a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("data-href") ?? ""));
    const ours = /^command:snakebridge\.(revealRef|releaseRef)\?%5B%7B%22sessionId%22/;
    expect(targets.filter((target) => !ours.test(target))).toEqual([]);
    expect(await hover.locator("img, script, iframe, h1, h2, li, blockquote, input").count()).toBe(
      0,
    );
    await workbench.editor.leaveHover();
  });

  test.each([
    'fail("leaving a string")',
    'fail("leaving a string", 5)',
    'fail("leaving a string", 9)',
  ])("%s stands behind its line and changes nothing else", async (text) => {
    await call(text, "ValueError: ");
    await workbench.statusBarItem("Ln ").waitFor();
    const color = "getComputedStyle(document.querySelector('.part.editor')).display";
    expect(await workbench.page.evaluate(color)).not.toBe("none");
  });

  test("what is printed raises no alarm in the output", async () => {
    await call("say()", "None");
    await workbench.runCommand("SnakeBridge: Show Output");
    const output = workbench.page.locator(".part.panel .output-view");
    await output.waitFor();
    expect(await output.locator("a, img, script").count()).toBe(0);
    await workbench.page.keyboard.press("Control+J");
    await output.waitFor({ state: "hidden" });
  });
});

describe("in VS Code's own lists and messages", () => {
  // Addresses of the web in it are the editor's to detect, as in any document.
  test("as a document, a value is plain text", async () => {
    const { editor, page } = workbench;
    await inspector.expand("everything");
    await inspector.row("values").click({ button: "right" });
    await workbench.menuItem("Open Value as Document").hover();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active[data-resource-name^='everything.values']").waitFor();
    const lines = page.locator(".editor-group-container.active .view-lines");
    await lines.getByText("planted").first().waitFor();
    expect(await lines.locator("a, img, script, iframe, svg, style, input").count()).toBe(0);
    await workbench.runCommand("View: Close Editor");
    await editor.tab(file).waitFor();
  });

  test("a type called like an icon shows as it is called", async () => {
    await call('typed("$(trash)")');
    await workbench.runCommand("SnakeBridge: Release Ref");
    await expectNoIcons("trash");
  });

  test("what a search finds shows as it is", async () => {
    await workbench.runCommand("SnakeBridge: Search Refs…");
    await expectNoIcons("$(zap");
  });

  test("a session called like icons and links shows as it is called", async () => {
    const { page, quickPick } = workbench;
    await workbench.runCommand("SnakeBridge: New Session");
    await page
      .locator(".quick-input-widget:visible")
      .getByText(/^Name of the session/)
      .waitFor();
    await quickPick.input.fill("$(zap) [x](command:workbench.action.quit)");
    await page.keyboard.press("Enter");
    const make = page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: "Make $" });
    await make.waitFor();
    expect(await make.locator(".codicon-zap").count()).toBe(0);
    await page.keyboard.press("Enter");
    const item = workbench.statusBarItem(/zap\) \[x\]/);
    await item.hover();
    const tooltip = page.locator(".monaco-hover:not(.hidden)");
    await tooltip.getByText(/run in the session .*zap\) \[x\]/).waitFor();
    expect(await tooltip.locator("a").count()).toBe(0);
    await inspector.rowMatching(/^\$\(zap\) \[x\]\(command:workbench.action.quit\), /).waitFor();
    await workbench.runCommand("SnakeBridge: Switch Session");
    await expectNoIcons("zap");
    expect(await page.locator(".codicon-zap").count()).toBe(0);
  });

  test("in the history neither labels nor what is told of them have icons or links", async () => {
    const { history, page } = workbench;
    await history.open();
    const failed = history.entry(/^fail\("leaving a string", 9\), failed/);
    const typed = history.entry(/^typed\("\$\(trash\)"\), done/);
    for (const entry of [typed, failed]) {
      await entry.hover();
      const tooltip = page.locator(".monaco-hover:not(.hidden)");
      await tooltip.getByText(/^(typed|fail)\(/).waitFor();
      expect(await tooltip.locator("a, img, .codicon").count()).toBe(0);
      await workbench.editor.leaveHover();
    }
    expect(await history.tree.locator(".label-name .codicon, a[href]").count()).toBe(0);
    await history.close();
  });

  test("links in the message of an error are none", async () => {
    await workbench.editor.close(file);
    await callInWindow("fail");
    await workbench.quickPick.entry('payloads.fail("in messages")').click();
    await workbench.showNotifications();
    await expectNoLinks("ValueError: ");
  });

  test("links in the message of a value are none", async () => {
    await callInWindow("tell");
    await expectNoLinks("payloads.tell ⇒ ");
  });
});

test("in an output of a notebook the inspector shows them as text", async () => {
  const notebook = new Notebook(workbench);
  await notebook.open("texts.ipynb");
  await notebook.pickKernel("SnakeBridge (Python)");
  const inPlace = new Inspector(workbench, notebook.outputs);
  await notebook.rewrite("from payloads", "from payloads import *; all = Everything(); all");
  await inPlace.expand("all");
  await inPlace.expand("names");
  const { places, strangers } = await lookThrough(inPlace);
  expect(strangers).toEqual([]);
  expect(places.size).toBeGreaterThanOrEqual(shown);
});

// VS Code's own outputs make links of addresses, and of anchors in an error: of none that is a command, and one of
// JavaScript leads nowhere.
test("what the cells of a notebook print, show and raise is text", async () => {
  const notebook = new Notebook(workbench);
  await notebook.button("Run All").click();
  await notebook.outputs.getByText("ValueError").first().waitFor();
  const outputs = notebook.outputs.locator(".output");
  const told = (await outputs.allTextContents()).filter((text) => text.includes("planted"));
  // One for what is printed, for each of three values, and for the error.
  expect(told.length).toBe(5);
  expect(await outputs.locator("img, script, iframe, svg, form, input, style").count()).toBe(0);
  const protocols = await outputs
    .locator("a")
    .evaluateAll((links) =>
      links.map((link) => (link instanceof HTMLAnchorElement ? link.protocol : "")),
    );
  expect(protocols).not.toContain("command:");
  for (const script of await outputs.locator("a[href*='javascript:' i]").all()) {
    await script.evaluate((link: HTMLAnchorElement) => link.click());
    await script.evaluate(untilDrawn);
  }
});

test("what would have run or loaded something raises an alarm", async () => {
  await frame.evaluate((html) => {
    document.body.insertAdjacentHTML("beforeend", html);
  }, "<img src=https://planted.invalid/a.png onerror=planted()>");
  await alarms.first();
  alarms.clear();
});

/** Runs in the page: resolves when no row in sight waits for its value. Rows beyond are only asked for on the way there. */
async function untilLoaded(tree: Element): Promise<void> {
  const isInSight = (row: Element) => {
    const view = tree.parentElement?.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return view !== undefined && bottom > view.top && top < Math.min(view.bottom, innerHeight);
  };
  while (Array.from(tree.querySelectorAll(".row-pending")).some(isInSight)) {
    await new Promise(requestAnimationFrame);
  }
}

/** Runs in the page. */
async function untilDrawn(): Promise<void> {
  for (let drawn = 0; drawn < 2; drawn += 1) await new Promise(requestAnimationFrame);
}

/** Runs in the page: goes on to the columns that follow; false where there are none. */
function scrollOn(): boolean {
  const scroller = document.querySelector("[role=grid]");
  if (!scroller) throw new Error("There is no table");
  const { scrollLeft, clientWidth, scrollWidth } = scroller;
  if (!document.querySelector("[data-seen]")) scroller.setAttribute("data-seen", "");
  else if (scrollLeft + clientWidth >= scrollWidth - 1) return false;
  else scroller.scrollLeft += clientWidth * 0.9;
  return true;
}

interface Place {
  /** What stands in the list or line of those that count, and the attribute that tells where. */
  readonly members: string;
  readonly place: string;
  /** Elements of a kind that hostile text might make, but which are ours. */
  readonly own: string;
  readonly listLength: number;
}

/**
 * Runs in the page: elements that no text of ours makes, attributes in which a payload means something, and the
 * places of members in lists that are long enough.
 */
function findStrangers(root: Element, { members, place, own, listLength }: Place) {
  const forbidden =
    "script, style, link, meta, base, iframe, frame, object, embed, img, image, picture, video, audio, source, " +
    "svg:not(.ring), math, a, form, textarea, select, details, template, marquee, table, h2, code, plaintext";
  const texts = ["title", "aria-label", "data-vscode-context"];
  const isStrange = (element: Element) =>
    (element.matches(forbidden) && !element.matches(own)) ||
    Array.from(element.attributes).some(
      ({ name, value }) =>
        name.startsWith("on") || (value.includes("planted") && !texts.includes(name)),
    );
  const all = Array.from(root.querySelectorAll("*"));
  const counted = all.filter(
    (element) =>
      element.matches(members) &&
      Number(element.getAttribute("aria-setsize") ?? listLength) >= listLength,
  );
  return {
    places: counted.map((element) => element.getAttribute(place) ?? ""),
    strangers: all.filter(isStrange).map(({ outerHTML }) => outerHTML.slice(0, 300)),
  };
}
