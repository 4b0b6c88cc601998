/** VS Code's menus for rows of the inspector, as the mouse opens them and as the keyboard does. */
import type { Locator, Page } from "playwright-core";

import type { Inspector } from "./inspector.ts";
import type { Workbench } from "./workbench.ts";

export interface RowMenus {
  /** Of the row. */
  readonly name: string;
  readonly byMouse: readonly string[];
  readonly byKeys: readonly string[];
}

/** Of the first row in sight of each kind that is not yet `seen`, which it adds; what is gone has no menu. */
export async function readRowMenus(
  { page }: Workbench,
  inspector: Inspector,
  seen: Set<string>,
): Promise<readonly RowMenus[]> {
  const menus: RowMenus[] = [];
  for (const { row, name } of await rowsOfKinds(inspector, seen)) {
    // Whoever had the keyboard before a menu has it again at some time after: that is to be the tree.
    await inspector.tree.focus();
    await inspector.treeWithKeyboard.waitFor();
    const byMouse = await readMenu(page, () => row.click({ button: "right" }));
    await inspector.tree.focus();
    await inspector.treeWithKeyboard.waitFor();
    const byKeys = await readMenu(page, () => page.keyboard.press("Shift+F10"));
    menus.push({ name, byMouse, byKeys });
  }
  return menus;
}

/** The entries of the menu that opens, which is closed again. */
export async function readMenu(page: Page, open: () => Promise<void>): Promise<readonly string[]> {
  const menu = page.locator(".context-view .monaco-menu");
  await open();
  const items = menu.getByRole("menuitem");
  await items.first().waitFor();
  const names = await items.allInnerTexts();
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  return names;
}

async function rowsOfKinds({ tree }: Inspector, seen: Set<string>) {
  const all = tree.locator("[role=treeitem][data-vscode-context]");
  const rows: { row: Locator; name: string }[] = [];
  for (const [index, kind] of (await all.evaluateAll(kindsOf)).entries()) {
    if (kind.startsWith("tombstone") || seen.has(kind)) continue;
    seen.add(kind);
    rows.push({ row: all.nth(index), name: kind });
  }
  return rows;
}

/** Runs in the page: of each row, what the conditions of menus ask for. */
function kindsOf(rows: readonly Element[]): string[] {
  return rows.map((row) => {
    const context: unknown = JSON.parse(row.getAttribute("data-vscode-context") ?? "{}");
    const fact = (name: string) => String(Reflect.get(Object(context), name) ?? "");
    const kind = /^bytes$/.exec(fact("snakebridgeKind"))?.[0] ?? "";
    const facts = [fact("snakebridgeRow"), kind, fact("snakebridgeTable")];
    return [...facts, fact("pinned"), fact("lost")].join(" ").trim();
  });
}
