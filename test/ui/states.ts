/**
 * Every state of the inspector that is worth a look, in one list: the accessibility tests judge each of them in
 * every theme, `npm run pictures` keeps a picture of each. The states of a stage follow one another in one
 * workbench; a new state is one entry.
 */
import type { Locator } from "playwright-core";

import { pytestInterpreter } from "../vscode/setup/pythonTools.ts";
import type { Inspector } from "./support/inspector.ts";
import { untilStill } from "./support/untilStill.ts";
import type { Workbench, WorkbenchOptions } from "./support/workbench.ts";

/** A workbench with the inspector in it. */
export interface Scene {
  readonly workbench: Workbench;
  readonly inspector: Inspector;
}

export interface State {
  /** Of its pictures. */
  readonly name: string;
  /** What a picture shows: the upper part of the inspector, all of it, or the window that it works in. */
  readonly picture: "inspector" | "whole inspector" | "window";
  /** Whose page it is, if not the inspector's: a table's, an object's that shows itself, or one that VS Code draws. */
  readonly page?: "table" | "display" | "workbench";
  /** Leads here from the state before it; nothing moves any more when it resolves. */
  readonly show: (scene: Scene) => Promise<void>;
  /** Leads back, for the states after it. */
  readonly leave?: (scene: Scene) => Promise<void>;
  /** It goes when a theme is chosen, and has to be shown and left once for each. */
  readonly isFleeting?: true;
}

export interface Stage {
  readonly name: string;
  readonly options: WorkbenchOptions;
  readonly states: readonly State[];
}

const file = "gallery.py";
const pattern = String.raw`pattern = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})")`;
const match = 'match = pattern.match("2026-11-22")';
const letters = 'letters = collections.Counter("mississippi")';
const shelf = "shelf = Shelf()";
const broken = 'broken = re.compile("(")';
const crowd = "crowd = Crowd()";
const held = "held = keep()";
const printed = 'print("Counted:", len(letters))';

async function start({ workbench }: Scene, call: string): Promise<void> {
  await workbench.editor.select(call);
  await workbench.runCommand("SnakeBridge: Call");
}

async function call(scene: Scene, text: string, outcome = "⇒"): Promise<void> {
  await start(scene, text);
  await scene.workbench.editor.waitForDecoration(text, outcome);
}

async function press({ workbench }: Scene, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench.page.keyboard.press(key);
}

/** Goes from the first row on, by keyboard, to the row that these letters begin. */
async function goTo(scene: Scene, letters: string): Promise<void> {
  await scene.inspector.tree.focus();
  await press(scene, "Home");
  await scene.workbench.page.keyboard.type(letters);
}

async function selectThree(scene: Scene): Promise<void> {
  await goTo(scene, "letters");
  for (const name of ["shelf", "crowd"]) {
    await scene.inspector.row(name).click({ modifiers: ["ControlOrMeta"] });
  }
  await scene.inspector.button("Release 3 refs").waitFor();
}

/** Above the inspector while Python runs. */
function interruptButton({ workbench }: Scene): Locator {
  return workbench.page.getByRole("button", { name: "Interrupt" });
}

const working: Stage = {
  name: "working",
  options: {},
  states: [
    {
      name: "empty",
      picture: "inspector",
      show: async ({ workbench, inspector }) => {
        await workbench.editor.open(file);
        await workbench.showView("SnakeBridge");
        await inspector.text("No live Python objects yet.").waitFor();
      },
    },
    {
      name: "editor",
      picture: "window",
      show: async (scene) => {
        for (const text of [pattern, match, letters, shelf]) await call(scene, text);
        await call(scene, broken, "unterminated subpattern");
        await scene.inspector.row(file, "current session", "4 refs").waitFor();
        await scene.inspector.expand("pattern");
        await scene.inspector.row("groups", "int", "2").waitFor();
      },
    },
    {
      name: "hover",
      picture: "window",
      isFleeting: true,
      show: async ({ workbench }) => {
        const hover = await workbench.editor.hover(match, "pattern");
        await hover.getByText("groupindex").waitFor();
      },
      leave: ({ workbench }) => workbench.editor.leaveHover(),
    },
    {
      name: "tree",
      picture: "inspector",
      show: async ({ inspector }) => {
        await inspector.expand("pattern");
        await inspector.collapse("pattern");
        await inspector.expand("shelf");
        await inspector.expand("book");
        await inspector.expand("tags");
        await inspector.row("'years'", "list", "[2]").waitFor();
        await inspector.press("letters", "Keep letters");
        await inspector.rowMatching(/^letters, .*, kept$/).waitFor();
        await inspector.leave();
      },
    },
    {
      name: "arranged",
      picture: "inspector",
      show: async ({ inspector }) => {
        await inspector.choose("Sort refs", "Sort by size");
        await inspector.choose("Group refs", "Group by type");
        await inspector.field("Filter refs").fill("re.");
        await inspector.row("re.Pattern", "1").waitFor();
        await inspector.row(file, "current session", "2 of 4 refs").waitFor();
      },
      leave: async ({ inspector }) => {
        await inspector.field("Filter refs").fill("");
        await inspector.choose("Sort refs", "Sort by creation");
        await inspector.choose("Group refs", "Group by session");
        await inspector.row("match").waitFor();
      },
    },
    {
      name: "toolbar",
      picture: "inspector",
      isFleeting: true,
      show: async ({ inspector }) => {
        await inspector.row("match").hover();
        await inspector.button("Release match").waitFor();
      },
      leave: ({ inspector }) => inspector.leave(),
    },
    {
      name: "properties",
      picture: "whole inspector",
      show: async ({ inspector }) => {
        await inspector.expand("inherited");
        await inspector.button("Evaluate price").click();
        await inspector.row("price", "float", "9.5").waitFor();
        await inspector.button("Evaluate sequel").click();
        await inspector.rowMatching(/^sequel, property of Book, .*there is none/).waitFor();
        await inspector.button("Evaluate mood").click();
        await inspector.row("mood", "property of Book", "timed out").waitFor();
        await inspector.leave();
      },
    },
    {
      name: "wide",
      picture: "inspector",
      show: async ({ workbench, inspector }) => {
        await workbench.resizeSidebar(700);
        await inspector.leave();
      },
      leave: async ({ workbench }) => workbench.resizeSidebar(300),
    },
    {
      name: "search",
      picture: "window",
      isFleeting: true,
      show: async ({ workbench: { page, quickPick } }) => {
        await page.getByRole("button", { name: "Search Refs…" }).click();
        await quickPick.input.fill("year");
        await page.getByText(/Search Refs: .*, searched all of 4 refs/).waitFor();
        await quickPick.entry("shelf.book.tags['years']").waitFor();
      },
      leave: async ({ workbench: { page, quickPick } }) => {
        await page.keyboard.press("Escape");
        await quickPick.input.waitFor({ state: "hidden" });
      },
    },
    {
      name: "details",
      picture: "whole inspector",
      show: async (scene) => {
        await goTo(scene, "letters");
        await scene.workbench.runCommand("SnakeBridge: Show Details");
        const details = scene.inspector.region("Details");
        await details.getByText("Dict subclass for counting hashable items.").waitFor();
        await scene.inspector.leave();
      },
      leave: async (scene) => {
        await scene.inspector.region("Details").focus();
        await press(scene, "Escape");
        await scene.inspector.region("Details").waitFor({ state: "detached" });
      },
    },
    {
      name: "table",
      picture: "window",
      page: "table",
      show: async (scene) => {
        await call(scene, crowd);
        const { workbench, inspector } = scene;
        await inspector.expand("crowd");
        await inspector.press("people", "Open people as table");
        const table = workbench.panel("snakebridge.snakebridge");
        await table.getByRole("columnheader", { name: "name, str" }).locator(".title").click();
        await table.locator('[role=columnheader][aria-sort="ascending"]').waitFor();
        await table.getByRole("gridcell", { name: "missing" }).first().waitFor();
        await inspector.leave();
      },
      leave: async ({ workbench, inspector }) => {
        await workbench.runCommand("View: Close Editor");
        await workbench.editor.tab(file).waitFor();
        await inspector.collapse("crowd");
      },
    },
    {
      name: "question",
      picture: "whole inspector",
      show: async (scene) => {
        await call(scene, held);
        await scene.inspector.row("held").waitFor();
        await selectThree(scene);
        await press(scene, "Delete");
        await scene.inspector.text("Names that break: letters, shelf, crowd.").waitFor();
      },
      leave: async (scene) => {
        await scene.inspector.button("Cancel: keep 3 refs").click();
        await scene.inspector.group("Release 3 refs?").waitFor({ state: "detached" });
      },
    },
    {
      name: "undo",
      picture: "whole inspector",
      // The offer stands for ten seconds.
      isFleeting: true,
      show: async (scene) => {
        await goTo(scene, "held");
        await press(scene, "Delete");
        await scene.inspector.row("gone", "held", "released").waitFor();
        await scene.inspector.button("Undo: Released 1 ref").waitFor();
      },
      leave: async ({ inspector }) => {
        await inspector.button("Undo: Released 1 ref").click();
        await inspector.rowMatching(/^held, keeping\.Thing/).waitFor();
      },
    },
    {
      name: "proof",
      picture: "whole inspector",
      show: async (scene) => {
        await goTo(scene, "held");
        await press(scene, "Delete");
        await scene.inspector
          .rowMatching(/^gone, held, .*held by .*`cache` of module keeping/)
          .waitFor();
      },
      leave: async (scene) => {
        await scene.inspector.press("gone, held", "Dismiss held");
        await scene.inspector.row("gone", "held").waitFor({ state: "detached" });
      },
    },
    {
      name: "history",
      picture: "window",
      page: "workbench",
      show: async (scene) => {
        await call(scene, printed, "ran");
        const { history, page } = scene.workbench;
        await history.open();
        await history.entry(/^print\("Counted:", .*, done/).click();
        await page.keyboard.press("ArrowRight");
        await history.entry(/^stdout: Counted: 4/).waitFor();
      },
      leave: ({ workbench }) => workbench.history.close(),
    },
    {
      name: "confirm",
      picture: "inspector",
      show: async ({ inspector }) => {
        await inspector.press(file, `Release session ${file}`);
        await inspector.leave();
        await inspector.button(`Release all of ${file}`).waitFor();
      },
      leave: ({ inspector }) => inspector.button(`Keep session ${file}`).click(),
    },
    {
      name: "busy",
      picture: "inspector",
      show: async (scene) => {
        await start(scene, "time.sleep(60)");
        await interruptButton(scene).waitFor();
      },
      leave: async (scene) => {
        await interruptButton(scene).click();
        await interruptButton(scene).waitFor({ state: "detached" });
      },
    },
    {
      name: "unresponsive",
      picture: "inspector",
      show: async (scene) => {
        await start(scene, "ctypes.PyDLL(None).usleep(30_000_000)");
        await scene.inspector.rowMatching(/^Python .*, running, no response(,|$)/).waitFor();
      },
    },
    {
      name: "lost",
      picture: "inspector",
      show: async ({ workbench, inspector }) => {
        await workbench.runCommand("SnakeBridge: Kill Worker");
        await inspector.row(file, "lost").waitFor();
        await inspector.rowMatching(/^gone, shelf, /).waitFor();
        await inspector.leave();
      },
    },
    {
      name: "replay",
      picture: "window",
      page: "workbench",
      show: async ({ workbench }) => {
        await workbench.history.open();
        await workbench.runCommand("SnakeBridge: Run Lost Entries Again…");
        await workbench.quickPick.entry("shelf = Shelf()").waitFor();
        await workbench.page.locator(".quick-input-widget:visible").evaluate(untilStill);
      },
      leave: async ({ workbench: { page, quickPick, history } }) => {
        await page.keyboard.press("Escape");
        await quickPick.input.waitFor({ state: "hidden" });
        await history.close();
      },
      isFleeting: true,
    },
  ],
};

const exhibition = "exhibition = Exhibition()";

async function closePanel({ workbench }: Scene): Promise<void> {
  await workbench.runCommand("View: Close Editor");
  await workbench.panel("snakebridge.snakebridge").locator("body").waitFor({ state: "detached" });
}

const showing: Stage = {
  name: "objects that show themselves",
  // The Python that has matplotlib, Pillow and pandas.
  options: {
    settings: { "snakebridge.python.path": pytestInterpreter, "snakebridge.sessionMaxRefs": 2 },
  },
  states: [
    {
      name: "images",
      picture: "inspector",
      show: async (scene) => {
        const { workbench, inspector } = scene;
        await workbench.editor.open("pictures.py");
        await workbench.showView("SnakeBridge");
        await call(scene, exhibition);
        await inspector.expand("exhibition");
        for (const name of ["figure", "photo", "badge"]) {
          await inspector.press(name, `Show ${name} as image`);
          await inspector.row(name).getByRole("img").waitFor();
        }
        await inspector.leave();
      },
    },
    {
      name: "image",
      picture: "window",
      page: "display",
      show: async ({ workbench, inspector }) => {
        await inspector.press("figure", "Open image of figure");
        const panel = workbench.panel("snakebridge.snakebridge");
        await panel.getByRole("img", { name: "Figure, 640 × 480 pixels" }).waitFor();
        await inspector.leave();
      },
      leave: closePanel,
    },
    {
      name: "html",
      picture: "window",
      page: "display",
      show: async ({ workbench, inspector }) => {
        await inspector.press("cities", "Show cities as HTML");
        const content = workbench.panel("snakebridge.snakebridge").frameLocator("iframe");
        await content.getByRole("cell", { name: "<b>Rome</b>" }).waitFor();
        await inspector.leave();
      },
      leave: closePanel,
    },
    {
      name: "full",
      picture: "inspector",
      show: async (scene) => {
        const { workbench, inspector } = scene;
        await workbench.editor.open("seeking.py");
        await call(scene, "depot = Depot()");
        await workbench.runCommand("SnakeBridge: Call");
        await inspector.row("seeking.py", "current session", "2 refs").waitFor();
        await inspector.rowMatching(/^Depot, .*, next to be evicted(,|$)/).waitFor();
        await inspector.leave();
      },
    },
    {
      name: "changed",
      picture: "inspector",
      // What a value was stays for some seconds.
      isFleeting: true,
      show: async (scene) => {
        const { workbench, inspector } = scene;
        await inspector.expand("depot");
        await inspector.row("sold", "int").waitFor();
        await start(scene, "depot.sell()");
        await inspector.rowMatching(/^sold, int, was \d+, now \d+$/).waitFor();
        await inspector.leave();
        await workbench.editor.waitForDecoration("depot.sell()", "⇒");
      },
      // What is selected already cannot be found once more.
      leave: ({ workbench }) => workbench.editor.select("depot = Depot()"),
    },
  ],
};

/** A cluster on this machine, which a person sees as they see any other. */
const far: Stage = {
  name: "sessions on a cluster",
  options: {
    settings: {
      "snakebridge.pools": {
        main: {},
        cluster: { engine: "dask", address: "local", python: pytestInterpreter },
      },
    },
  },
  states: [
    {
      name: "cluster",
      picture: "inspector",
      show: async (scene) => {
        const { workbench, inspector } = scene;
        await workbench.editor.open(file);
        await workbench.showView("SnakeBridge");
        await inspector.text("No live Python objects yet.").waitFor();
        for (const [name, pool] of Object.entries({ near: "main", far: "cluster" })) {
          await newSession(scene, name, pool);
          for (const [index, text] of [pattern, match, letters].entries()) {
            await start(scene, text);
            await inspector.rowMatching(new RegExp(`^${name}, .*${index + 1} refs?,`)).waitFor();
          }
        }
        await inspector.rowMatching(/^far, current session, .*, on worker \d at tcp:/).waitFor();
        await workbench.resizeSidebar(560);
        await inspector.leave();
      },
    },
  ],
};

async function newSession({ workbench }: Scene, name: string, pool: string): Promise<void> {
  const { page, quickPick } = workbench;
  await workbench.runCommand("SnakeBridge: New Session");
  await page.getByText(/^Name of the session/).waitFor();
  await quickPick.input.fill(name);
  await page.keyboard.press("Enter");
  await quickPick.entry(pool).click();
  await quickPick.entry(`Make ${name}`).waitFor();
  await page.keyboard.press("Enter");
  await workbench.statusBarItem(name).waitFor();
}

const restricted: Stage = {
  name: "restricted",
  options: { isTrusted: false },
  states: [
    {
      name: "restricted",
      picture: "inspector",
      show: async ({ workbench, inspector }) => {
        await workbench.showView("SnakeBridge");
        await inspector.text("Restricted Mode").waitFor();
      },
    },
  ],
};

const withoutPython: Stage = {
  name: "without Python",
  options: { settings: { "snakebridge.python.path": "/usr/bin/no-python-here" } },
  states: [
    {
      name: "no-interpreter",
      picture: "inspector",
      show: async (scene) => {
        await scene.workbench.editor.open(file);
        await scene.workbench.showView("SnakeBridge");
        await start(scene, shelf);
        await scene.inspector.text("No Python to run.").waitFor();
      },
    },
  ],
};

export const stages: readonly Stage[] = [working, showing, restricted, withoutPython];

/** What a picture is worth taking of, but no test of its own: the rows are those of other stages. */
export const picturedStages: readonly Stage[] = [...stages, far];
