/**
 * The inspector as a person uses it, by mouse and by keyboard, and as a screen reader names it. The tests
 * go on from one another: one workbench, one document, two refs.
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
  await workbench.editor.open("browsing.py");
  for (const creation of ["shelf = Shelf()", "spare = Shelf()"]) {
    await workbench.editor.select(creation);
    await workbench.runCommand("SnakeBridge: Call");
    await workbench.editor.waitForDecoration(creation, "⇒");
  }
  await workbench.showView("SnakeBridge");
});

afterAll(() => workbench[Symbol.asyncDispose]());

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench.page.keyboard.press(key);
}

/** The row that has the focus. */
function focused(): Locator {
  return inspector.tree.locator('[aria-selected="true"]');
}

async function expectFocus(name: RegExp): Promise<void> {
  await inspector.rowMatching(name).and(focused()).waitFor();
}

describe("by what is said", () => {
  test("sessions and refs are called what they are", async () => {
    const session = inspector.row("browsing.py", "current session", "2 refs");
    await session.waitFor();
    await inspector.rowMatching(/^shelf, shelf\.Shelf, .*expires in 59 minutes$/).waitFor();
    expect(await inspector.row("spare").getAttribute("aria-setsize")).toBe("2");
    expect(await inspector.row("spare").getAttribute("aria-posinset")).toBe("2");
  });
});

describe("by mouse", () => {
  test("a row opens to its attributes, and they to theirs", async () => {
    await inspector.expand("shelf");
    await inspector.expand("book");
    await inspector.row("pages", "int", "321").waitFor();
    await inspector.expand("tags");
    await inspector.row("'years'", "list", "[2]").waitFor();
  });

  test("a value that looks like markup is text", async () => {
    await inspector.rowMatching(/^label, str, .*<img src=x onerror=alert\(1\)>/).waitFor();
    expect(await inspector.tree.locator("img, b").count()).toBe(0);
  });

  test("a property runs when its button is pressed, and says what failed", async () => {
    await inspector.expand("inherited");
    await inspector.row("price", "property of Book").waitFor();
    await inspector.button("Evaluate price").click();
    await inspector.row("price", "float", "9.5").waitFor();
    await inspector.button("Evaluate sequel").click();
    await inspector.rowMatching(/^sequel, property of Book, .*there is none/).waitFor();
  });

  test("the value of a property opens like any other, and stays while its ref lives", async () => {
    await inspector.button("Evaluate chapters").click();
    await inspector.row("chapters", "list", "[2]").waitFor();
    await inspector.expand("chapters");
    await inspector.row("1", "str", "[3]", "'Two'").waitFor();
  });

  test("a property that hangs says so, and is asked no more if one says so", async () => {
    await inspector.button("Evaluate mood").click();
    await inspector.row("mood", "property of Book", "timed out").waitFor();
    await inspector.button("Don't ask for shelf.Book").click();
    await inspector.rowMatching(/^mood, .*not asked for this type/).waitFor();
    await inspector.button("Ask again for shelf.Book").first().click();
    await inspector.button("Retry mood").waitFor();
  });

  test("what repr says takes the place of the preview, until one wants that again", async () => {
    await inspector.press("spare", "Show repr of spare");
    await inspector.rowMatching(/^spare, shelf\.Shelf, <shelf\.Shelf object at 0x/).waitFor();
    await inspector.press("spare", "Show preview of spare");
    await inspector.rowMatching(/^spare, shelf\.Shelf, Shelf\(/).waitFor();
  });

  test("refs are filtered, sorted and grouped from the bar above the tree", async () => {
    await inspector.field("Filter refs").fill("spare");
    await inspector.row("browsing.py", "current session", "1 of 2 refs").waitFor();
    await inspector.text("1 of 2").waitFor();
    await inspector.row("shelf", "shelf.Shelf").waitFor({ state: "detached" });
    await inspector.field("Filter refs").fill("");
    await inspector.choose("Group refs", "Group by type");
    await inspector.row("shelf.Shelf", "2").waitFor();
    await inspector.choose("Group refs", "Group by session");
    await inspector.choose("Sort refs", "Sort by name");
    await inspector.button("Sort descending").click();
    await inspector.row("spare").and(inspector.tree.locator('[aria-posinset="1"]')).waitFor();
    await inspector.choose("Sort refs", "Sort by creation");
    await inspector.button("Sort ascending").click();
    await inspector.row("shelf").and(inspector.tree.locator('[aria-posinset="1"]')).waitFor();
  });

  test("the arrow of a cycle leads back to the ancestor", async () => {
    await inspector.button("Go to the same object as shelf").click();
    await expectFocus(/^shelf, shelf\.Shelf/);
  });

  test("a ref is kept, let go again and extended from its toolbar", async () => {
    await inspector.press("spare", "Keep spare");
    await inspector.rowMatching(/^spare, .*, kept$/).waitFor();
    await inspector.press("spare", "Stop keeping spare");
    await inspector.rowMatching(/^spare, .*expires in 59 minutes$/).waitFor();
    await inspector.press("spare", "Extend spare");
    await inspector.rowMatching(/^spare, .*expires in 1 hour$/).waitFor();
  });
});

describe("by keyboard", () => {
  test("arrows, Home and letters walk the tree", async () => {
    await inspector.row("pages").click();
    await press("Home");
    await expectFocus(/^browsing\.py/);
    await press("ArrowRight");
    await expectFocus(/^shelf,/);
    await press("ArrowRight");
    await expectFocus(/^book,/);
    await press("n", "u");
    await expectFocus(/^numbers,/);
    await press("ArrowLeft");
    await expectFocus(/^shelf,/);
  });

  test("a list of a million opens, and the key that goes to the end gets there", async () => {
    await press("n", "u", "ArrowRight", "ArrowRight");
    await expectFocus(/^0, int, 0$/);
    await press("End");
    await expectFocus(/^spare,/);
    await inspector.row("999999", "int", "999999").waitFor();
    await press("Home");
    await expectFocus(/^browsing\.py/);
  });

  test("Tab goes to the buttons of the row, and Escape back", async () => {
    await press("s", "p", "a", "Tab", "Tab", "Space");
    await inspector.rowMatching(/^spare, .*, kept$/).waitFor();
    await press("Escape", "Home");
    await expectFocus(/^browsing\.py/);
  });

  test("Shift+F10 opens VS Code's own menu for the row", async () => {
    await press("End", "Shift+F10");
    const menu = workbench.page.locator(".context-view .monaco-menu");
    await menu.getByRole("menuitem", { name: "Release Ref" }).waitFor();
    await menu.getByRole("menuitem", { name: "Stop Keeping Ref" }).waitFor();
    expect(await menu.getByRole("menuitem", { name: "Keep Ref (Never Expires)" }).count()).toBe(0);
    await press("Escape");
    await menu.waitFor({ state: "detached" });
  });
});

describe("when the view comes back", () => {
  async function leave(): Promise<void> {
    await workbench.showView("Explorer");
    await inspector.tree.waitFor({ state: "detached" });
  }

  async function comeBack(): Promise<void> {
    await workbench.showView("SnakeBridge");
    await inspector.tree.waitFor();
  }

  test("the last of a million rows are still on screen, even if one left before they were", async () => {
    await leave();
    await comeBack();
    await leave();
    await comeBack();
    await inspector.row("999999", "int", "999999").waitFor();
    await expectFocus(/^spare,/);
  });

  test("the keyboard walks its rows at once", async () => {
    await inspector.treeWithKeyboard.waitFor();
    await press("Home");
    await expectFocus(/^browsing\.py/);
  });

  test("what was open is open again, from where one just went", async () => {
    await leave();
    await comeBack();
    await inspector.row("pages", "int", "321").waitFor();
    await expectFocus(/^browsing\.py/);
  });
});

describe("ends", () => {
  test("Delete releases a ref; its row says so and goes", async () => {
    await inspector.row("pages").click();
    await press("n", "u", "ArrowLeft", "End");
    await expectFocus(/^spare,/);
    await press("Delete");
    await inspector.row("gone", "spare", "released").waitFor();
    await inspector.row("browsing.py", "current session", "1 ref").waitFor();
    await inspector.row("gone", "spare").waitFor({ state: "detached" });
    await workbench.editor.waitForDecoration("spare = Shelf()", "shelf.Shelf · released");
  });

  test("a session is released after a yes only", async () => {
    await inspector.press("browsing.py", "Release session browsing.py");
    await inspector.press("browsing.py", "Keep session browsing.py");
    await inspector.row("shelf").waitFor();
  });

  test("a crash leaves tombstones, the reason, and a way to go on", async () => {
    await workbench.editor.select("os._exit(3)");
    await workbench.runCommand("SnakeBridge: Call");
    await inspector.row("browsing.py", "lost").waitFor();
    await inspector.rowMatching(/^gone, shelf, /).waitFor();
    await inspector.rowMatching(/^Python ended: exit code 3$/).waitFor();
    await workbench.editor.waitForDecoration(
      "shelf = Shelf()",
      "shelf.Shelf · lost: its Python ended",
    );

    await workbench.editor.select("shelf = Shelf()");
    await workbench.runCommand("SnakeBridge: Call");
    await inspector.rowMatching(/^shelf, shelf\.Shelf, /).waitFor();
    await inspector.row("Python ended: exit code 3").waitFor({ state: "detached" });
  });
});
