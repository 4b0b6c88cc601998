/** A new user follows README.md and the walkthrough to the letter: every step does what it says. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readSource } from "../support/sources.js";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";
import { closeSample, sampleName, tour } from "./tour.ts";

// SAFETY: as VS Code requires.
const phrases = JSON.parse(readSource("package.nls.json")) as Record<string, string>;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
});

keepPictures("tour", () => workbench);

afterAll(() => workbench[Symbol.asyncDispose]());

/** A step of the walkthrough in the list. */
function step(id: string): Locator {
  return workbench.page.locator(`[data-step-id$="#start#${id}"]`);
}

/** The same, once it is ticked off. */
function done(id: string): Locator {
  return step(id).and(workbench.page.locator('[aria-checked="true"]'));
}

/** Opens a step and presses its button. */
async function press(id: string, button: string): Promise<void> {
  if ((await step(id).getAttribute("aria-expanded")) !== "true") await step(id).click();
  await step(id).locator(".monaco-button").filter({ hasText: button }).click();
}

describe("the walkthrough", () => {
  test("opens, and shows a picture of each step", async () => {
    const { page } = workbench;
    await page.getByRole("tab", { name: "SnakeBridge" }).waitFor();
    await workbench.runCommand("SnakeBridge: Open Walkthrough");
    await step("call").waitFor();
    // With the sidebar there is no room for pictures.
    await page.keyboard.press("Control+B");
    for (const id of ["inspect", "find", "python", "call"]) {
      await step(id).click();
      const name = phrases[`walkthrough.${id}.picture`] ?? id;
      await page.getByRole("img", { name, exact: true }).evaluate(whenDrawn);
    }
  });

  test("opens a sample with its first call selected, and ticks off the call", async () => {
    const { editor, page } = workbench;
    await press("call", "Open a Sample");
    await editor.tab(sampleName).waitFor();
    await page.getByText(/\(\d+ selected\)/).waitFor();
    await page.keyboard.press("Control+Alt+Enter");
    await editor.waitForDecoration("pattern = re.compile(", "re.Pattern");
    await page.getByRole("tab", { name: "Welcome" }).click();
    await done("call").waitFor();
  });

  test("leads to the inspector", async () => {
    await press("inspect", "Show Sessions and Refs");
    const tab = workbench.page.getByRole("tab", { name: "SnakeBridge", selected: true });
    await tab.waitFor();
    await done("inspect").waitFor();
  });

  test("searches, and ticks that off", async () => {
    const { page, quickPick } = workbench;
    await press("find", "Search Refs");
    await quickPick.input.waitFor();
    await page.keyboard.press("Escape");
    await quickPick.input.waitFor({ state: "hidden" });
    await done("find").waitFor();
  });

  afterAll(async () => {
    await workbench.page.getByRole("tab", { name: sampleName }).click();
    await closeSample(workbench);
    await workbench.runCommand("View: Close All Editors");
  });
});

describe("the tour of README.md", () => {
  test("has the steps that are walked here", () => {
    const [, section = ""] = readSource("README.md").split("## In the editor");
    const titles = Array.from(section.matchAll(/^\d+\. \*\*(.+?)\*\*/gm), ([, title]) => title);
    expect(titles).toEqual(tour.map(({ title }) => title));
  });

  for (const { title, act } of tour) test(title, () => act(workbench));
});

describe("a sample that is saved as a file", () => {
  const fileName = "import collections.py";

  test("keeps its session, which is called after the file, and what stands behind its lines", async () => {
    const [open, call] = tour;
    await open?.act(workbench);
    await call?.act(workbench);
    const { editor, page, quickPick } = workbench;
    await page.keyboard.press("Control+S");
    await quickPick.input.waitFor();
    // Once the dialog has filled in the name.
    await expect.poll(() => quickPick.input.inputValue()).toContain(fileName);
    await page.keyboard.press("Enter");
    await editor.tab(fileName).waitFor();
    await editor.waitForDecoration("pattern = re.compile(", "re.Pattern");
    await new Inspector(workbench).row(fileName, "current session", "1 ref").waitFor();
  });
});

/** Runs in the page; rejects a picture that is broken. */
async function whenDrawn(picture: Element): Promise<void> {
  if (!(picture instanceof HTMLImageElement)) throw new Error("This is no picture");
  await picture.decode();
}
