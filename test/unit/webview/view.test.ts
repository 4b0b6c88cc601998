/** The page as a person and a screen reader find it: roles, names, keys, and values that stay text. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { PanelNotice } from "../../../src/protocol/panel.js";
import { Inspector } from "../../../webview/inspector.js";
import { initialState } from "../../../webview/model/state.js";
import { ObjectDetails } from "../../../webview/view/details.js";
import { SeekField } from "../../../webview/view/seekField.js";
import { InspectorTree } from "../../../webview/view/tree.js";
import { InspectorView } from "../../../webview/view/view.js";
import {
  changeOf,
  childOf,
  childrenOf,
  hostState,
  panelSessionOf,
  refOf,
  refsOf,
  sessionOf,
  workerOf,
} from "./builders.js";
import { TestHostPort } from "./hostPort.js";
import { litWarnings } from "./litWarnings.js";

const rowHeight = 22;
const viewRows = 20;

let port: TestHostPort;
let inspector: Inspector;
let view: InspectorView;
let tree: InspectorTree;

customElements.define("snakebridge-tree", InspectorTree);
customElements.define("snakebridge-details", ObjectDetails);
customElements.define("snakebridge-seek", SeekField);
customElements.define("snakebridge-inspector", InspectorView);

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(viewRows * rowHeight);
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
  tree = new InspectorTree(inspector);
  view = new InspectorView(inspector, tree);
  document.body.append(view);
});

afterEach(() => {
  view.remove();
  vi.restoreAllMocks();
});

async function drawn(): Promise<void> {
  await view.updateComplete;
  // What is drawn may ask to be drawn again, at another scroll position.
  while (tree.isConnected && !(await tree.updateComplete));
}

async function show(refs: readonly ReturnType<typeof refOf>[]): Promise<void> {
  inspector.receive(hostState([panelSessionOf({ refCount: refs.length })]));
  await drawn();
  await port.answer("refs", { start: 0, total: refs.length, refs: refs.slice(0, 100) });
  await drawn();
}

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[role=treeitem]")];
}

function row(name: string): HTMLElement {
  const found = rows().find((each) => nameOf(each).startsWith(name));
  if (!found) throw new Error(`No row ${name} among ${rows().map(nameOf).join(" | ")}`);
  return found;
}

function nameOf(element: HTMLElement): string {
  return element.querySelector(".spoken")?.textContent ?? "";
}

async function press(key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  one("[role=tree]").dispatchEvent(event);
  await drawn();
  return event;
}

async function click(element: HTMLElement): Promise<void> {
  element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await drawn();
}

async function point(element: HTMLElement): Promise<void> {
  element.dispatchEvent(new MouseEvent("pointerover", { bubbles: true }));
  await drawn();
}

function focusedRow(): string {
  const id = one("[role=tree]").getAttribute("aria-activedescendant") ?? "";
  return nameOf(one(`#${id}`));
}

describe("tree", () => {
  it("gives every row its place in the tree", async () => {
    await show(refsOf(3));
    const [session, first] = rows();
    expect(session?.getAttribute("aria-level")).toBe("1");
    expect(session?.getAttribute("aria-expanded")).toBe("true");
    expect(first?.getAttribute("aria-level")).toBe("2");
    expect(first?.getAttribute("aria-setsize")).toBe("3");
    expect(first?.getAttribute("aria-posinset")).toBe("1");
    expect(first?.getAttribute("aria-expanded")).toBe("false");
    expect(rows().map((each) => each.getAttribute("aria-selected"))).toEqual([
      "true",
      "false",
      "false",
      "false",
    ]);
  });

  it("is named by text that is hidden from sight, and its columns from screen readers", async () => {
    await show([refOf("pattern", { remainingSeconds: 3599 })]);
    expect(nameOf(row("pattern"))).toBe(
      String.raw`pattern, re.Pattern, re.compile('\\d+'), 64 B, expires in 59 minutes`,
    );
    const seen = [...row("pattern").children].filter((each) => !each.matches(".spoken"));
    expect(seen.every((each) => each.matches("[aria-hidden=true], .main, .life"))).toBe(true);
  });

  it("draws a window of 100,000 rows on a canvas of their height", async () => {
    const all = Array.from({ length: 100_000 }, () => refOf("x"));
    await show(all);
    expect(rows().length).toBeLessThan(80);
    expect(one(".tree").style.height).toBe(`${100_001 * rowHeight}px`);
    expect(rows()[1]?.getAttribute("aria-setsize")).toBe("100000");
  });

  it("keeps the focused row on the page when it is scrolled far away", async () => {
    await show(Array.from({ length: 5000 }, (_, index) => refOf(`r${index}`)));
    await press("End");
    expect(one("[role=tree]").getAttribute("aria-activedescendant")).toBe("row-5000");
    expect(document.querySelector("#row-5000")).not.toBeNull();
    const scroller = one(".scroller");
    expect(scroller.scrollTop).toBe(5001 * rowHeight - viewRows * rowHeight);
    scroller.scrollTop = 0;
    scroller.dispatchEvent(new Event("scroll"));
    await drawn();
    expect(document.querySelector("#row-5000")).not.toBeNull();
    expect(document.querySelector("#row-0")).not.toBeNull();
  });

  it("is walked with the keyboard", async () => {
    await show(refsOf(2));
    await press("ArrowDown");
    expect(focusedRow()).toMatch(/^r0,/);
    await press("ArrowRight");
    await port.answer("children", childrenOf([childOf("flags"), childOf("groups")]));
    await drawn();
    await press("ArrowRight");
    expect(focusedRow()).toMatch(/^flags,/);
    await press("g");
    expect(focusedRow()).toMatch(/^groups,/);
    await press("ArrowLeft");
    expect(focusedRow()).toMatch(/^r0,/);
    await press("ArrowLeft");
    expect(rows()).toHaveLength(3);
  });

  it("takes the keys it understands from the page and leaves the others", async () => {
    await show(refsOf(1));
    expect((await press("ArrowDown")).defaultPrevented).toBe(true);
    expect((await press("c", { ctrlKey: true })).defaultPrevented).toBe(false);
    expect((await press("Tab")).defaultPrevented).toBe(false);
  });

  it("releases with Delete", async () => {
    await show(refsOf(1));
    await press("ArrowDown");
    await press("Delete");
    expect(port.open).toMatchObject([{ name: "release", params: { chosen: [{ refs: ["r0"] }] } }]);
  });

  it("opens and closes a row with a click, and goes there", async () => {
    await show(refsOf(2));
    await click(row("r1"));
    expect(row("r1").getAttribute("aria-expanded")).toBe("true");
    expect(focusedRow()).toMatch(/^r1,/);
    await click(row("r1"));
    expect(row("r1").getAttribute("aria-expanded")).toBe("false");
  });

  it("follows the arrow of a cycle to the ancestor", async () => {
    await show(refsOf(1));
    await click(row("r0"));
    await port.answer("children", childrenOf([childOf("self", { cycleDepth: 0 })]));
    await drawn();
    await click(one('[aria-label="Go to the same object as self"]'));
    expect(focusedRow()).toMatch(/^r0,/);
  });

  it("stays where it is looked at when rows come above", async () => {
    await show(Array.from({ length: 90 }, (_, index) => refOf(`r${index}`)));
    const scroller = one(".scroller");
    scroller.scrollTop = 40 * rowHeight;
    scroller.dispatchEvent(new Event("scroll"));
    await drawn();
    const removed = [{ refId: "r0", reason: "evicted" }] as const;
    const session = sessionOf({ refCount: 89 });
    inspector.store.apply(changeOf({ removed, session }));
    inspector.store.apply({ kind: "dismiss", sessionId: "s", refIds: ["r0"] });
    await drawn();
    expect(scroller.scrollTop).toBe(39 * rowHeight);
  });

  it("brings a revealed ref into view and focus", async () => {
    await show(Array.from({ length: 90 }, (_, index) => refOf(`r${index}`)));
    inspector.receive({ kind: "reveal", sessionId: "s", refId: "r80" });
    await drawn();
    expect(focusedRow()).toMatch(/^r80,/);
    expect(one(".scroller").scrollTop).toBe(82 * rowHeight - viewRows * rowHeight);
  });

  it("goes back to where it was before a reload, by the row that was on top", async () => {
    tree.restore({ topKey: "ref:r50", offset: 44 * rowHeight + 5 });
    await show(Array.from({ length: 90 }, (_, index) => refOf(`r${index}`)));
    expect(one(".scroller").scrollTop).toBe(51 * rowHeight + 5);
    expect(tree.place).toEqual({ topKey: "ref:r50", offset: 51 * rowHeight + 5 });
  });

  it("tells VS Code which row a menu is for", async () => {
    await show(refsOf(1));
    const context = (element: Element | null): unknown =>
      JSON.parse(element?.getAttribute("data-vscode-context") ?? "null");
    expect(context(row("r0"))).toEqual({
      snakebridgeRow: "ref",
      sessionId: "s",
      refId: "r0",
      pinned: false,
      snakebridgeKind: "object",
      snakebridgeItems: false,
      preventDefaultContextMenuItems: true,
    });
    expect(context(one(".scroller"))).toEqual({ preventDefaultContextMenuItems: true });
  });

  it("opens the menu of the focused row with the keyboard", async () => {
    await show(refsOf(2));
    await press("ArrowDown");
    const menus: EventTarget[] = [];
    document.addEventListener("contextmenu", ({ target }) => target && menus.push(target), {
      once: true,
    });
    await press("F10", { shiftKey: true });
    expect(menus).toEqual([row("r0")]);
  });

  it("gives the menu key's event to the focused row", async () => {
    await show(refsOf(2));
    await press("ArrowDown");
    const menus: EventTarget[] = [];
    const listener = ({ target }: Event): void => {
      if (target) menus.push(target);
    };
    document.addEventListener("contextmenu", listener);
    const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
    one("[role=tree]").dispatchEvent(event);
    document.removeEventListener("contextmenu", listener);
    expect(menus).toEqual([row("r0")]);
    expect(event.defaultPrevented).toBe(true);
  });
});

describe("toolbar", () => {
  const labels = (): readonly (string | null)[] =>
    [...document.querySelectorAll(".toolbar vscode-button")].map((button) =>
      button.getAttribute("aria-label"),
    );

  it("has the buttons of the focused row, in reach of Tab", async () => {
    await show([refOf("pattern")]);
    await press("ArrowDown");
    expect(labels()).toEqual([
      "Extend pattern",
      "Keep pattern",
      "Release pattern",
      "Show repr of pattern",
    ]);
    const buttons = [...document.querySelectorAll(".toolbar vscode-button")];
    expect(buttons.every((button) => !button.hasAttribute("tabindex"))).toBe(true);
  });

  it("shows the buttons of the row under the pointer, out of reach of Tab", async () => {
    await show([refOf("one"), refOf("two", { pinned: true, remainingSeconds: null })]);
    await point(row("two"));
    expect(labels()).toContain("Stop keeping two");
    expect(labels()).not.toContain("Extend two");
    const button = one('[aria-label="Release two"]');
    expect(button.getAttribute("tabindex")).toBe("-1");
    expect(row("two").title).toContain("re.Pattern");
  });

  it("does what its button says, without opening the row", async () => {
    await show([refOf("pattern")]);
    await press("ArrowDown");
    await click(one('[aria-label="Release pattern"]'));
    expect(port.open).toMatchObject([{ name: "release" }]);
    expect(row("pattern").getAttribute("aria-expanded")).toBe("false");
  });

  it("asks before it releases a session, and the keyboard stays in the tree", async () => {
    await show(refsOf(2));
    const release = one('[aria-label="Release session demo.py"]');
    release.tabIndex = 0;
    release.focus();
    await click(release);
    expect(labels()).toEqual(["Release all of demo.py", "Keep session demo.py"]);
    expect(one(".question").textContent).toBe("Release 2 refs of demo.py?");
    expect(one("[role=status]").textContent).toContain("Enter releases it");
    expect(document.activeElement).toBe(one("[role=tree]"));
    await press("Escape");
    expect(labels()).toEqual(["Release session demo.py"]);
  });

  it("offers Restart for a lost session and an exited worker", async () => {
    const exit = { summary: "killed by SIGKILL", stderrTail: [] };
    inspector.receive(
      hostState([panelSessionOf({}, { lost: true })], [workerOf({ state: "exited", exit })]),
    );
    await drawn();
    expect(labels()).toEqual(["Restart Python"]);
    await click(one('[aria-label="Restart Python"]'));
    expect(port.posted.at(-1)).toMatchObject({
      command: "snakebridge.restartWorker",
      row: { snakebridgeRow: "worker", workerId: "w" },
    });
  });

  it("goes back to the tree with Escape and arrows, not with Enter", async () => {
    await show(refsOf(2));
    const button = one('[aria-label="Release session demo.py"]');
    const keydown = (key: string): KeyboardEvent => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      button.dispatchEvent(event);
      return event;
    };
    expect(keydown("Enter").defaultPrevented).toBe(false);
    expect(keydown("ArrowDown").defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(one("[role=tree]"));
  });
});

describe("values", () => {
  const hostile = [
    "<img src=x onerror=alert(1)>",
    "</span><script>alert(1)</script>",
    "${alert(1)}{{7*7}}<!--lit-part-->",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "[x](command:workbench.action.quit)",
    "lone \uD800 surrogate",
  ];

  it.each(hostile)("stay text: %j", async (text) => {
    const preview = [{ kind: "string", text }] as const;
    const names = [text];
    const typeName = text;
    await show([refOf("r0", { names, preview, typeName, qualifiedType: text, dtype: text })]);
    await press("ArrowDown");
    await press("ArrowRight");
    const child = childOf(text, { summary: null, error: text, lazyReason: text });
    await port.answer("children", childrenOf([child, childOf(text)]));
    await drawn();
    await point(rows()[1] ?? view);
    expect(document.querySelectorAll("img, script, b, iframe, a")).toHaveLength(0);
    expect(document.querySelectorAll("[onmouseover]")).toHaveLength(0);
    expect(one(".value .part-string").textContent).toBe(text);
    expect(one(".name").textContent).toBe(text);
  });

  it("that would hide or turn what stands around them show where they do", async () => {
    const text = "\u202Egnp.exe\u0000\u2066";
    await show([refOf("r0", { names: [text], preview: [{ kind: "text", text }], typeName: text })]);
    const shown = "\uFFFDgnp.exe\uFFFD\uFFFD";
    for (const part of [".name", ".value", ".type-name"]) {
      expect(one(part).textContent.trim()).toBe(shown);
    }
  });

  it("that hold lines are one line", async () => {
    await show([refOf("r0", { preview: [{ kind: "string", text: "'a\n\tb'" }] })]);
    expect(one(".value").textContent).toBe("'a b'");
  });

  it("that only running code can tell have a button that runs it", async () => {
    await show(refsOf(1));
    await click(row("r0"));
    const lazy = childOf("shape", { summary: null, lazyReason: "property of Frame" });
    await port.answer("children", childrenOf([lazy]));
    await drawn();
    expect(port.open).toEqual([]);
    await click(one('[aria-label="Evaluate shape"]'));
    expect(port.open).toMatchObject([{ name: "evaluate" }]);
    await port.refuse("evaluate", "ValueError: no");
    await drawn();
    expect(row("shape").querySelector(".problem")?.textContent).toContain("ValueError: no");
    expect(one('[aria-label="Retry shape"]')).toBeDefined();
  });

  it("that offer an image show it when asked, with words, and open it in full", async () => {
    await show([refOf("plot", { typeName: "Figure", displays: ["image", "html"] })]);
    await press("ArrowDown");
    expect(one('[aria-label="Show plot as HTML"]')).toBeDefined();
    await click(one('[aria-label="Show plot as image"]'));
    const image = { mimeType: "image/png", data: Uint8Array.of(1), width: 640, height: 480 };
    await port.answer("image", image);
    await drawn();
    const drawing = one(".thumbnail");
    expect(drawing.getAttribute("alt")).toBe("Figure, 640 × 480 pixels");
    expect(drawing.getAttribute("src")).toMatch(/^blob:/);
    await click(one('[aria-label="Open image of plot"]'));
    expect(port.posted.at(-1)).toMatchObject({
      command: "snakebridge.showAsImage",
      row: { snakebridgeRow: "ref", snakebridgeDisplays: "image html" },
    });
    await click(one('[aria-label="Show preview of plot"]'));
    await drawn();
    expect(document.querySelectorAll("img")).toHaveLength(0);
  });

  it("that ran out of time offer to be asked no more, and that can be undone", async () => {
    await show(refsOf(1));
    await click(row("r0"));
    const lazy = childOf("shape", { summary: null, lazyReason: "property of Frame" });
    await port.answer("children", childrenOf([lazy]));
    await drawn();
    await click(one('[aria-label="Evaluate shape"]'));
    await port.refuse("evaluate", "timed out after 1500 ms", "timeout");
    await drawn();
    expect(nameOf(row("shape"))).toBe("shape, property of Frame, timed out");
    await click(one('[aria-label="Don\'t ask for re.Pattern"]'));
    expect(nameOf(row("shape"))).toContain("not asked for this type");
    await click(one('[aria-label="Ask again for re.Pattern"]'));
    await click(one('[aria-label="Retry shape"]'));
    expect(port.open).toMatchObject([{ name: "evaluate" }]);
  });

  it("that changed flash, and anew when they change again", async () => {
    await show(refsOf(1));
    const changeTo = async (text: string): Promise<void> => {
      const changed = [refOf("r0", { preview: [{ kind: "number", text }] })];
      inspector.store.apply(changeOf({ changed, session: sessionOf({ refCount: 1 }) }));
      await drawn();
    };
    await changeTo("1");
    expect(row("r0").classList.contains("flash-odd")).toBe(true);
    await changeTo("2");
    expect(row("r0").classList.contains("flash-even")).toBe(true);
    expect(nameOf(row("r0"))).toContain("re.Pattern, was 1, now 2, 64 B");
    expect(one(".before").textContent).toBe("1 →");
  });
});

describe("view", () => {
  const notices: readonly (readonly [PanelNotice, string, string])[] = [
    [{ kind: "empty" }, "Call Selection", "snakebridge.call"],
    [{ kind: "untrusted" }, "Manage Workspace Trust", "workbench.trust.manage"],
    [
      { kind: "noInterpreter", message: "Tried python3: not found." },
      "Select Interpreter",
      "snakebridge.selectInterpreter",
    ],
  ];

  it.each(notices)("shows a notice instead of the tree for %j", async (notice, label, command) => {
    inspector.receive({ ...hostState([]), notice });
    await drawn();
    expect(document.querySelector("[role=tree]")).toBeNull();
    await click(one(`[aria-label="${label}"]`));
    expect(port.posted.at(-1)).toEqual({ kind: "command", command });
    if (notice.kind === "noInterpreter") {
      expect(one(".notice").textContent).toContain(notice.message);
    }
  });

  it("brings the tree back when there is something to list", async () => {
    inspector.receive({ ...hostState([]), notice: { kind: "empty" } });
    await drawn();
    await show(refsOf(1));
    expect(row("r0")).toBeDefined();
  });

  it("shows that Python runs", async () => {
    inspector.receive(hostState([panelSessionOf()], [workerOf({ state: "busy" })]));
    await drawn();
    expect(document.querySelector(".running")).not.toBeNull();
    inspector.receive(hostState([panelSessionOf()]));
    await drawn();
    expect(document.querySelector(".running")).toBeNull();
  });

  it("drops what is no message and goes on", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    inspector.receive({ kind: "state", workers: "many" });
    expect(warn).toHaveBeenCalledOnce();
    await show(refsOf(1));
    expect(row("r0")).toBeDefined();
  });
});

it("schedules no update from within another", () => {
  expect(litWarnings("change-in-update")).toEqual([]);
});
