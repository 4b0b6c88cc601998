/**
 * Letting go as a person does it: many refs selected by mouse and keyboard, released after a look at what that does,
 * had back, and proven gone. The tests go on from one another: one workbench, one document, four refs.
 */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

let workbench: Workbench;
let inspector: Inspector;

beforeAll(async () => {
  workbench = await Workbench.start();
  inspector = new Inspector(workbench);
  await workbench.editor.open("releasing.py");
  for (const creation of ["first", "second", "third"]) await call(`${creation} = Thing()`);
  await call("held = keep()");
  await workbench.editor.select("before = id(second)");
  await workbench.runCommand("SnakeBridge: Run Selection");
  await workbench.showView("SnakeBridge");
  await inspector.row("held").waitFor();
});

afterAll(() => workbench[Symbol.asyncDispose]());

async function call(statement: string): Promise<void> {
  await workbench.editor.select(statement);
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration(statement, "⇒");
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench.page.keyboard.press(key);
}

/** Goes to the row of that number, the session's own being 0, without opening any. */
async function focus(row: number): Promise<void> {
  await press("Home", ...Array<string>(row).fill("ArrowDown"));
}

function selected(): Locator {
  return inspector.tree.locator('[aria-selected="true"]');
}

async function expectSelected(...names: readonly string[]): Promise<void> {
  for (const name of names) await inspector.row(name).and(selected()).waitFor();
  expect(await selected().count()).toBe(names.length);
}

describe("selecting", () => {
  test("Control and Shift with a click add a row and draw a range", async () => {
    expect(await inspector.tree.getAttribute("aria-multiselectable")).toBe("true");
    await inspector.treeWithKeyboard.waitFor();
    await focus(1);
    await inspector.row("third").click({ modifiers: ["ControlOrMeta"] });
    await expectSelected("first", "third");
    await focus(1);
    await inspector.row("third").click({ modifiers: ["Shift"] });
    await expectSelected("first", "second", "third");
    await press("Escape");
    await expectSelected("third");
  });

  test("Shift with an arrow goes on, and Control+A takes the session", async () => {
    await focus(1);
    await press("Shift+ArrowDown");
    await expectSelected("first", "second");
    await press("Control+a");
    await expectSelected("first", "second", "third", "held");
    await focus(1);
    await expectSelected("first");
  });

  test("what can be done with one can be done with all", async () => {
    await press("Shift+ArrowDown");
    await inspector.press("second", "Keep 2 refs");
    await inspector.rowMatching(/^first, .*, kept$/).waitFor();
    await inspector.rowMatching(/^second, .*, kept$/).waitFor();
    await inspector.press("held", "Keep held");
    await inspector.press("held", "Stop keeping held");
    await focus(4);
    await inspector.row("third").click({ modifiers: ["ControlOrMeta"] });
    await inspector.press("third", "Extend 2 refs");
    await inspector.rowMatching(/^third, .*expires in 1 hour$/).waitFor();
    await inspector.rowMatching(/^held, .*expires in 1 hour$/).waitFor();
  });
});

test("VS Code's own menu for a selected row means all that are selected", async () => {
  await focus(3);
  await press("Shift+ArrowDown", "Shift+F10");
  const menu = workbench.page.locator(".context-view .monaco-menu");
  await menu.getByRole("menuitem", { name: "Release Selected Refs" }).waitFor();
  await menu.getByRole("menuitem", { name: "Keep Selected Refs (Never Expire)" }).waitFor();
  await menu.getByRole("menuitem", { name: "Extend Selected Refs by an Hour" }).waitFor();
  expect(await menu.getByRole("menuitem", { name: "Release Ref" }).count()).toBe(0);
  await press("Escape");
  await menu.waitFor({ state: "detached" });
  await inspector.treeWithKeyboard.waitFor();
});

describe("releasing", () => {
  test("says first what it does, and Escape keeps all", async () => {
    await focus(2);
    await press("Shift+ArrowDown", "Delete");
    await inspector.group("Release 2 refs?").waitFor();
    await inspector.text("Names that break: second, third.").waitFor();
    await press("Escape");
    await inspector.group("Release 2 refs?").waitFor({ state: "detached" });
    await expectSelected("second", "third");
  });

  test("can be taken back: the very same object at its place, under its name", async () => {
    await press("Delete");
    await inspector.group("Release 2 refs?").waitFor();
    await press("Enter");
    await inspector.row("gone", "second", "released").waitFor();
    await inspector.group("Released 2 refs").waitFor();
    await inspector.button("Undo: Released 2 refs").click();
    await inspector.rowMatching(/^second, .*, kept$/).waitFor();
    expect(await inspector.row("second").getAttribute("aria-posinset")).toBe("2");
    await workbench.editor.select("before == id(second)");
    await workbench.runCommand("SnakeBridge: Run Selection");
    await workbench.editor.waitForDecoration("before == id(second)", "True");
  });

  test("Control+Z and the palette take it back too", async () => {
    await workbench.runCommand("SnakeBridge: Focus on Refs View");
    await inspector.treeWithKeyboard.waitFor();
    await focus(3);
    await press("Delete");
    await inspector.row("gone", "third", "released").waitFor();
    await press("Control+z");
    await inspector.rowMatching(/^third, keeping\.Thing/).waitFor();
    await inspector.press("third", "Release third");
    await inspector.row("gone", "third", "released").waitFor();
    await workbench.runCommand("SnakeBridge: Undo Release");
    await inspector.rowMatching(/^third, keeping\.Thing/).waitFor();
  });

  test("is proven: freed, or held by what the row names", async () => {
    await focus(3);
    await inspector.row("held").click({ modifiers: ["Shift"] });
    await press("Delete");
    await inspector.group("Release 2 refs?").waitFor();
    await press("Enter");
    await inspector.row("gone", "third", "released and freed").waitFor();
    await inspector.rowMatching(/^gone, held, .*held by .*`cache` of module keeping/).waitFor();
    await inspector.row("gone", "third").waitFor({ state: "detached" });
    await inspector.row("gone", "held").waitFor();
  });
});

test("the question before a whole session goes says what that does", async () => {
  await inspector.press("releasing.py", "Release session releasing.py");
  await inspector.text("Release 2 refs of releasing.py?").waitFor();
  await inspector.text("Names that break: first, second.").waitFor();
  await inspector.press("releasing.py", "Keep session releasing.py");
});

describe("from the palette", () => {
  async function picked(title: string, label: string, detail: string): Promise<void> {
    await workbench.runCommand(title);
    const entry = workbench.quickPick.entry(label);
    await entry.waitFor();
    expect(await entry.innerText()).toContain(detail);
  }

  test("every line says what its release does", async () => {
    await picked(
      "SnakeBridge: Release by Type…",
      "keeping.Thing",
      "Names that break: first, second",
    );
    await press("Escape");
    await workbench.runCommand("SnakeBridge: Release Refs Without a Name…");
    await workbench.showNotifications();
    await workbench.notification("Every ref has a name.").waitFor();
    await workbench.runCommand("SnakeBridge: Release Older Than…");
    await (await workbench.quickPick.find("Other age…")).click();
    await workbench.quickPick.input.fill("0");
    await press("Enter");
    const entry = workbench.quickPick.entry("Older than 0 s");
    await entry.waitFor();
    expect(await entry.innerText()).toContain("2 refs");
    await press("Enter");
    await inspector.group("Released 2 refs").waitFor();
    await workbench.runCommand("SnakeBridge: Undo Release");
    await inspector.rowMatching(/^first, keeping\.Thing/).waitFor();
  });

  test("the limits of a session are set, and what is no number is refused", async () => {
    await workbench.runCommand("SnakeBridge: Set Session Limits…");
    await (await workbench.quickPick.find("releasing.py")).click();
    await workbench.quickPick.input.fill("soon");
    await workbench.page.getByText(/A number of seconds up to/).waitFor();
    await workbench.quickPick.input.fill("120");
    await press("Enter");
    await workbench.page.getByText(/refs it may hold/).waitFor();
    await workbench.quickPick.input.fill("7");
    await press("Enter");
    await inspector
      .rowMatching(/^releasing\.py, .*2 minutes \(set for this session\), at most 7 refs \(set/)
      .waitFor();
  });
});
