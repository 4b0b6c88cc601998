/**
 * A notebook as a person meets it: pick SnakeBridge, Run All, look, interrupt, edit, restart, open again. The tests go
 * on from one another.
 */
import { afterAll, beforeAll, expect, test } from "vitest";

import { pytestInterpreter } from "../vscode/setup/pythonTools.ts";
import { findViolations } from "./support/axe.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Notebook } from "./support/notebook.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let notebook: Notebook;
let inspector: Inspector;
/** The one that an output shows. */
let inPlace: Inspector;

beforeAll(async () => {
  // The one that has NumPy, pandas and matplotlib.
  workbench = await Workbench.start({ settings: { "snakebridge.python.path": pytestInterpreter } });
  // High enough for all cells: outputs that are scrolled away are not drawn.
  await workbench.page.setViewportSize({ width: 1200, height: 1300 });
  notebook = new Notebook(workbench);
  inspector = new Inspector(workbench);
  inPlace = new Inspector(workbench, notebook.outputs);
});

afterAll(() => workbench[Symbol.asyncDispose]());

keepPictures("notebook", () => workbench);

test("Run All on SnakeBridge shows the table of pandas and the picture of matplotlib", async () => {
  await notebook.open("rain.ipynb");
  await notebook.pickKernel("SnakeBridge (Python)");
  await notebook.button("Run All").click();
  await notebook.outputs.getByRole("cell", { name: "Rome" }).waitFor();
  const picture = notebook.outputs.locator("img").first();
  await picture.waitFor();
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.width)),
  ).toBeGreaterThan(200);
  await notebook.outputs.getByText("in all 1578").waitFor();
});

test("the inspector shows what the notebook's names stand for while a cell runs", async () => {
  await notebook.outputs.getByText("looping").waitFor();
  await workbench.showView("SnakeBridge");
  await inspector.row("rain").waitFor();
  expect(await notebook.button("Interrupt").isVisible()).toBe(true);
});

test("an interrupt ends the endless cell, and what it printed stays", async () => {
  await notebook.button("Interrupt").click();
  await notebook.outputs.getByText("KeyboardInterrupt").first().waitFor();
  expect(await notebook.outputs.getByText("looping").isVisible()).toBe(true);
});

test("a cell that is edited runs with the names that the others left", async () => {
  await notebook.rewrite("in all", "print('most', rain.mm.max())");
  await notebook.outputs.getByText("most 799").waitFor();
});

test("a value that is a ref opens in place as in the inspector, and breaks no rule of accessibility", async () => {
  await notebook.rewrite("most", "import re; pattern = re.compile('(a)(b)'); pattern");
  await inPlace.row("pattern").waitFor();
  await notebook.outputs.getByText("re.compile(r'(a)(b)', re.UNICODE)").waitFor();
  await inPlace.expand("pattern");
  await inPlace.row("groups").waitFor();
  expect(await findViolations(await inPlace.frame(), ".snakebridge-output")).toEqual([]);
});

test("its keys are the tree's and not the notebook's, its menu is that of the inspector", async () => {
  const { page } = workbench;
  const cells = await notebook.cells.count();
  // In the notebook they insert a cell above, below, and delete it.
  for (const key of ["a", "b", "d", "d", "Home"]) await page.keyboard.press(key);
  await inPlace.focusedRow("pattern").waitFor();
  expect(await notebook.cells.count()).toBe(cells);
  await workbench.runCommand("SnakeBridge: Set Session Limits…");
  await (await workbench.quickPick.find("rain.ipynb")).click();
  for (const [question, limit] of [
    [/seconds a ref may rest/, "120"],
    [/refs it may hold/, "0"],
  ] as const) {
    await page.locator(".quick-input-title").getByText(question).waitFor();
    await workbench.quickPick.input.fill(limit);
    await page.keyboard.press("Enter");
  }
  await inPlace.press("pattern", "More actions for pattern");
  await workbench.menuItem("Extend Ref by an Hour").hover();
  await page.keyboard.press("Enter");
  await inPlace.rowMatching(/^pattern, .*(1 hour|59 minutes)/).waitFor();
});

test("released in place, its text stays and says why", async () => {
  await inPlace.press("pattern", "Release pattern");
  await notebook.outputs.getByText("The ref is gone: released.").waitFor();
  await notebook.outputs.getByText("re.compile(r'(a)(b)', re.UNICODE)").waitFor();
  await inPlace.tree.waitFor({ state: "detached" });
});

test("a restart of the session forgets the names", async () => {
  await notebook.button("Restart Notebook Session").click();
  await inspector.row("rain").waitFor({ state: "detached" });
  await notebook.rewrite("pattern", "rain.mm.min()");
  await notebook.outputs.getByText("NameError").first().waitFor();
  await notebook.rewrite(
    "rain.mm.min()",
    "from fractions import Fraction; half = Fraction(1, 2); half",
  );
  await inPlace.row("half").waitFor();
});

test("saved and opened again, it shows what it showed, and has its names", async () => {
  await workbench.page.keyboard.press("Control+S");
  await workbench.editor.close("rain.ipynb");
  await inspector.row("rain.ipynb (closed)").waitFor();
  await notebook.open("rain.ipynb");
  await notebook.outputs.getByRole("cell", { name: "Rome" }).waitFor();
  await notebook.outputs.getByText("Fraction(1, 2)").waitFor();
  await inspector.row("rain.ipynb").waitFor();
  await notebook.rewrite("half = ", "half * 3");
  await notebook.outputs.getByText("Fraction(3, 2)").waitFor();
});
