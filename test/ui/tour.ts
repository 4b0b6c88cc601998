/**
 * The tour of README.md, "In the editor", step by step as it stands there: the UI tests hold it against the product.
 */
import type { Locator } from "playwright-core";

import { Inspector } from "./support/inspector.ts";
import type { Workbench } from "./support/workbench.ts";

export interface TourStep {
  /** The words in bold that the step begins with. */
  readonly title: string;
  readonly act: (workbench: Workbench) => Promise<void>;
}

/** What the sample is called, as long as nobody has saved it. */
export const sampleName = "Untitled-1";

const patternLine = "pattern = re.compile(";
const matchLine = 'match = pattern.match("2026-11-22")';
const callKeys = "Control+Alt+Enter";

export const tour: readonly TourStep[] = [
  {
    title: "Open a sample.",
    act: async (workbench) => {
      // The palette knows its commands once the extension is known.
      await workbench.page.getByRole("tab", { name: "SnakeBridge" }).waitFor();
      await workbench.runCommand("SnakeBridge: Open a Sample");
      await workbench.editor.tab(sampleName).waitFor();
      await workbench.page.getByText(/\(\d+ selected\)/).waitFor();
    },
  },
  {
    title: "Call.",
    act: async ({ editor, page }) => {
      await page.keyboard.press(callKeys);
      await editor.waitForDecoration(patternLine, "re.Pattern");
    },
  },
  {
    title: "Look.",
    act: async (workbench) => {
      await workbench.showView("SnakeBridge");
      const inspector = new Inspector(workbench);
      await inspector.row(sampleName, "current session", "1 ref").waitFor();
      await inspector.rowMatching(/^pattern, re\.Pattern, .*expires in/).waitFor();
      await inspector.expand("pattern");
      await inspector.row("groups", "int", "2").waitFor();
    },
  },
  {
    title: "Go on.",
    act: async (workbench) => {
      const { editor, page } = workbench;
      await editor.line(matchLine).click();
      await page.keyboard.press(callKeys);
      await editor.waitForDecoration(matchLine, "re.Match");
      await new Inspector(workbench).rowMatching(/^match, re\.Match/).waitFor();
    },
  },
  {
    title: "Hover.",
    act: async ({ editor }) => {
      const hover = await editor.hover(matchLine, "pattern");
      for (const part of ["re.Pattern", "groupindex"])
        await hover.getByText(part).first().waitFor();
      await editor.leaveHover();
    },
  },
  {
    title: "Find.",
    act: async (workbench) => {
      await findYear(workbench);
      await workbench.page.keyboard.press("Enter");
      const found = new Inspector(workbench).row("'year'");
      await found.waitFor();
    },
  },
  {
    title: "Release.",
    act: async (workbench) => {
      const inspector = new Inspector(workbench);
      await releaseMatch(workbench);
      await inspector.button("Undo: Released 1 ref").click();
      await inspector.rowMatching(/^match, re\.Match/).waitFor();
    },
  },
  {
    title: "Close the document.",
    act: async (workbench) => {
      await closeSample(workbench);
      await new Inspector(workbench).row(sampleName).waitFor({ state: "detached" });
      await workbench.statusBarItem("0 refs").waitFor();
    },
  },
];

export async function closeSample({ editor, page }: Workbench): Promise<void> {
  const tab = editor.tab(sampleName);
  await tab.getByRole("button", { name: /^Close/ }).click();
  await page.getByRole("button", { name: "Don't Save" }).click();
  await tab.waitFor({ state: "detached" });
}

/** Searches for what the sample has in its pattern; gives what is found. */
export async function findYear(workbench: Workbench): Promise<Locator> {
  const { quickPick } = workbench;
  await workbench.runCommand("SnakeBridge: Search Refs…");
  await quickPick.input.fill("year");
  const found = quickPick.entry("pattern.groupindex['year']");
  await found.waitFor();
  return found;
}

export async function releaseMatch(workbench: Workbench): Promise<void> {
  const inspector = new Inspector(workbench);
  await inspector.press("match", "Release match");
  await inspector.button("Undo: Released 1 ref").waitFor();
}
