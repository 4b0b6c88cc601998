/** Whether all that can be pressed in the inspector can be pressed without a mouse. */
import type { Frame, Page } from "playwright-core";

/** What the mouse finds: on the page, and on each row while the pointer is on it. */
interface Found {
  readonly outside: readonly string[];
  readonly rows: readonly { readonly names: readonly string[]; readonly kinds: string }[];
}

/** More than stand in one row, or above the tree. */
const mostButtons = 12;

/**
 * Names of buttons and fields that Tab does not reach, from the tree or from their row. Of rows with buttons of the
 * same kinds the first one speaks for all, and one that was `seen` before.
 */
export async function unreachable(
  page: Page,
  frame: Frame,
  seen = new Set<string>(),
): Promise<readonly string[]> {
  const { outside, rows } = await frame.evaluate(findByMouse);
  const { keyboard } = page;
  const reach = async (key: string) => {
    const names = new Set<string>();
    for (let presses = 0; presses < mostButtons; presses += 1) {
      await keyboard.press(key);
      const name = await frame.evaluate(focusedControl);
      if (name === null) break;
      names.add(name);
    }
    return names;
  };
  if (rows.length === 0) {
    await frame.locator("vscode-button").first().focus();
    const reached = new Set([await frame.evaluate(focusedControl), ...(await reach("Tab"))]);
    return outside.filter((name) => !reached.has(name));
  }
  const tree = frame.getByRole("tree");
  await tree.focus();
  const around = await reach("Shift+Tab");
  await tree.focus();
  for (const name of await reach("Tab")) around.add(name);
  const missing = outside.filter((name) => !around.has(name));
  await tree.focus();
  await keyboard.press("Home");
  for (const { names, kinds } of rows) {
    if (kinds !== "" && !seen.has(kinds)) {
      const reached = await reach("Tab");
      // Going to another row ends a selection, and with it what its rows offered.
      missing.push(...names.filter((name) => !reached.has(name) && !around.has(name)));
      await tree.focus();
    }
    seen.add(kinds);
    await keyboard.press("ArrowDown");
  }
  return missing;
}

/** The same of a table: of its columns one at a time has its filter among the tab stops. */
export async function unreachableInTable(page: Page, frame: Frame): Promise<readonly string[]> {
  const { keyboard } = page;
  const grid = frame.getByRole("grid");
  const reached = new Set<string | null>();
  const note = async () => reached.add(await frame.evaluate(focusedControl));
  await grid.focus();
  for (let presses = 0; presses < mostButtons; presses += 1) {
    await keyboard.press("Shift+Tab");
    await note();
  }
  await grid.focus();
  await keyboard.press("Control+Home");
  const columns = await frame.getByRole("columnheader").count();
  for (let column = 0; column < columns; column += 1) {
    await keyboard.press("F2");
    await note();
    await keyboard.press("Shift+Tab");
    await note();
    await keyboard.press("Escape");
    await keyboard.press("ArrowRight");
  }
  return (await frame.evaluate(tableControls)).filter((name) => !reached.has(name));
}

/** Runs in the page. */
function tableControls(): string[] {
  const controls = document.querySelectorAll("snakebridge-table :is(vscode-button, input, select)");
  return Array.from(controls).map(
    (control) => control.getAttribute("aria-label") ?? control.closest("label")?.textContent ?? "",
  );
}

/** Runs in the page. */
async function findByMouse(): Promise<Found> {
  const controls = "vscode-button, vscode-text-field, button, input, select, [role=button]";
  const nameOf = (control: Element) =>
    control.getAttribute("aria-label") ?? control.textContent.trim();
  const kindOf = (control: Element) =>
    control.querySelector(".codicon")?.className ?? nameOf(control);
  const of = (selector: string) =>
    Array.from(document.querySelectorAll(`snakebridge-inspector :is(${controls})`)).filter(
      (control) => (selector === "" ? !control.closest("[data-index]") : control.closest(selector)),
    );
  const rows = [];
  for (const row of document.querySelectorAll("[role=treeitem]")) {
    row.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    for (let drawn = 0; drawn < 2; drawn += 1) await new Promise(requestAnimationFrame);
    const own = of(`[data-index="${row.getAttribute("data-index") ?? ""}"]`);
    rows.push({ names: own.map(nameOf), kinds: own.map(kindOf).join(" ") });
  }
  document.querySelector(".scroller")?.dispatchEvent(new PointerEvent("pointerleave"));
  return { outside: of("").map(nameOf), rows };
}

/** Runs in the page: the name of the control with the focus, if one has it. */
function focusedControl(): string | null {
  const active = document.hasFocus() ? document.activeElement : null;
  if (!active || active === document.body || active.getAttribute("role") === "tree") return null;
  const label = active.getAttribute("aria-label") ?? active.closest("label")?.textContent;
  return label ?? active.textContent.trim();
}
