/**
 * Every command, run from the palette of a real VS Code in each of the conditions of `sweep/commandTable.ts`: one
 * window for each condition of the machine. What is wrong in one row keeps no other from being looked at.
 */
import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { Workbench, type WorkbenchOptions } from "./support/workbench.ts";
import { commandTable, type Condition, type Row } from "./sweep/commandTable.ts";
import { Onlooker } from "./sweep/sights.ts";

/** Shorter than elsewhere: each row that is wrong waits so long. */
const waitLimitMs = 15_000;
const sweepLimitMs = 280_000;
/** Less to draw: it is most of what the sweep costs. */
const viewport = { width: 1000, height: 600 };
const calmSettings = {
  "workbench.reduceMotion": "on",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
};
const file = "everything.py";
const creations = [
  'made = re.compile("a+")',
  "queue = collections.deque([[1, 2], [3, 4]])",
  "thing = Crowd()",
];

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../../${name}`, import.meta.url), "utf8"));
}

/** What the palette calls each command. */
async function readTitles(): Promise<ReadonlyMap<string, string>> {
  // SAFETY: vsce checks the shape of both.
  const { contributes } = (await readJson("package.json")) as {
    contributes: { commands: { command: string; title: string; category: string }[] };
  };
  // SAFETY: as VS Code requires.
  const phrases = (await readJson("package.nls.json")) as Record<string, string>;
  return new Map(
    contributes.commands.map(({ command, title, category }) => [
      command,
      `${category}: ${phrases[title.replaceAll("%", "")] ?? title}`,
    ]),
  );
}

function hasRefs(condition: Condition): boolean {
  return condition !== "withoutPython" && condition !== "restricted";
}

/** One window, in which rows of the table are gone through. */
class Walk {
  readonly workbench: Workbench;
  readonly #onlooker: Onlooker;
  readonly #titles: ReadonlyMap<string, string>;

  constructor(workbench: Workbench, titles: ReadonlyMap<string, string>) {
    this.workbench = workbench;
    this.#onlooker = new Onlooker(workbench);
    this.#titles = titles;
  }

  /** What is wrong with the rows, in the condition. */
  async go(condition: Condition): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const row of commandTable) {
      try {
        await this.#run(row, condition);
      } catch (error) {
        const [reason = ""] = String(error).split("\n", 1);
        wrong.push(`${row.command}, ${condition}: ${reason}`);
        await this.#onlooker.closeAll();
      }
    }
    return wrong;
  }

  async #run(row: Row, condition: Condition): Promise<void> {
    const sights = row[condition];
    if (!sights) return;
    await this.#place(row, condition);
    if (row.after && hasRefs(condition)) await this.#runCommand(row.after);
    await this.#runCommand({ command: row.command, sights });
    await this.#onlooker.closeAll();
  }

  async #runCommand({ command, sights }: NonNullable<Row["after"]>): Promise<void> {
    await this.workbench.runCommand(this.#titles.get(command) ?? command);
    for (const sight of sights) await this.#onlooker.see(sight);
  }

  /** Selects the row's text; only what runs text is told wrongly by a selection, all else has a caret then. */
  async #place(row: Row, condition: Condition): Promise<void> {
    const { editor, page } = this.workbench;
    const { on, [condition]: sights } = row;
    if (!on) return;
    const text = condition === "selection" || condition === "wrong" ? on[condition] : on.caret;
    await editor.select(text);
    const isToRun = condition === "wrong" && sights?.[0]?.see === "inline";
    if (condition !== "selection" && !isToRun) await page.keyboard.press("ArrowRight");
  }
}

const titles = await readTitles();

async function sweep(
  options: WorkbenchOptions,
  conditions: readonly Condition[],
): Promise<readonly string[]> {
  const settings = { ...calmSettings, ...options.settings };
  await using workbench = await Workbench.start({ ...options, settings });
  workbench.page.setDefaultTimeout(waitLimitMs);
  await workbench.page.setViewportSize(viewport);
  const walk = new Walk(workbench, titles);
  const wrong: string[] = [];
  await workbench.editor.open(file);
  for (const condition of conditions) {
    if (hasRefs(condition)) for (const text of creations) await makeRef(workbench, text);
    wrong.push(...(await walk.go(condition)));
  }
  return wrong;
}

async function makeRef({ editor, page }: Workbench, line: string): Promise<void> {
  await editor.select(line);
  await page.keyboard.press("Control+Alt+Enter");
  await editor.waitForDecoration(line, "⇒");
}

test.concurrent(
  "with text selected, with a caret, and told something wrong",
  async () => {
    expect(await sweep({}, ["selection", "caret", "wrong"])).toEqual([]);
  },
  sweepLimitMs,
);

test.concurrent(
  "without a Python",
  async () => {
    const settings = { "snakebridge.python.path": "/usr/bin/no-python-here" };
    expect(await sweep({ settings }, ["withoutPython"])).toEqual([]);
  },
  sweepLimitMs,
);

test.concurrent(
  "in Restricted Mode",
  async () => {
    expect(await sweep({ isTrusted: false }, ["restricted"])).toEqual([]);
  },
  sweepLimitMs,
);
