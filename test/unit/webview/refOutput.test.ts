/**
 * The renderer of refs in notebooks: what it says to the host, several inspectors on one page, and that an output's
 * text stays text.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FromRefOutput, ToRefOutput } from "../../../src/protocol/refOutput.js";
import { activate } from "../../../webview/refOutput/main.js";
import { hostState, panelSessionOf, refOf } from "./builders.js";

// The toolkit's elements need more of a browser than happy-dom is.
vi.mock("../../../webview/controls.js", async (importControls) => ({
  ...(await importControls<object>()),
  registerControls: () => undefined,
}));

// It loads no style sheets either.
const happyDom: unknown = Reflect.get(window, "happyDOM");
if (typeof happyDom === "object" && happyDom !== null) {
  const settings: unknown = Reflect.get(happyDom, "settings");
  Object.assign(Object(settings), { handleDisabledFileLoadingAsSuccess: true });
}

const payloads = [
  "<img src=x onerror=alert(1)>",
  "</pre><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "[x](command:workbench.action.quit)",
];

const metadata = { transient: { snakebridgeRef: { session: "s", ref: "r" } } };

let posted: FromRefOutput[];
let say: (message: unknown) => void;
let renderer: ReturnType<typeof activate>;

beforeEach(() => {
  // happy-dom lays nothing out, and knows no fonts and no kinds of properties.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(440);
  vi.stubGlobal("FontFace", Object);
  Object.assign(document, { fonts: { add: () => undefined } });
  vi.stubGlobal("CSS", { registerProperty: () => undefined });
  posted = [];
  renderer = activate({
    postMessage: (message) => void posted.push(message),
    onDidReceiveMessage: (listener) => void (say = listener),
  });
  posted.length = 0;
});

afterEach(() => {
  renderer.disposeOutputItem();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What an output holds, as VS Code has it drawn. */
function show(preview: unknown, of: unknown = metadata, id = "o"): ShadowRoot {
  const element = document.createElement("div");
  document.body.append(element);
  renderer.renderOutputItem({ id, metadata: of, json: () => ({ preview }) }, element);
  const root = element.firstElementChild?.shadowRoot;
  if (!root) throw new Error("The output is empty");
  return root;
}

function tell(message: ToRefOutput): void {
  say(message);
}

async function open(page: number): Promise<void> {
  tell({ kind: "alive", page });
  await vi.waitFor(() => expect(posted).toContainEqual(toPage(page, { kind: "ready" })));
}

function toPage(page: number, message: unknown): FromRefOutput {
  return { kind: "page", page, message };
}

/** Has the host say what there is, and answers what the inspector asks then. */
async function fill(page: number, name: string): Promise<void> {
  const session = panelSessionOf({ id: "s", refCount: 1 }, { isBare: true });
  tell({ kind: "page", page, message: hostState([session]) });
  const request = await vi.waitFor(() => {
    const asked = posted.flatMap((message) =>
      message.kind === "page" && message.page === page ? [message.message] : [],
    );
    const found = asked.find((each) => JSON.stringify(each).includes('"refs"'));
    if (typeof found !== "object" || found === null) throw new Error("Nothing was asked");
    return found;
  });
  const result = { start: 0, total: 1, refs: [refOf("r", { names: [name] })] };
  const id: unknown = Reflect.get(request, "id");
  tell({ kind: "page", page, message: { kind: "reply", id, ok: true, result } });
}

function treeIn(root: ShadowRoot): HTMLElement | null {
  return root.querySelector("[role=tree]");
}

function rowsIn(root: ShadowRoot): string[] {
  return Array.from(root.querySelectorAll("[role=treeitem]"), ({ textContent }) => textContent);
}

describe("an output", () => {
  it("shows the inspector below its text while the ref is alive, and why not after that", async () => {
    const root = show("text");
    expect(posted).toEqual([{ kind: "open", page: 1, session: "s", ref: "r" }]);
    expect([root.textContent, treeIn(root)]).toEqual(["text", null]);
    await open(1);
    await fill(1, "pattern");
    await vi.waitFor(() => expect(rowsIn(root)[0]).toContain("pattern"));
    tell({ kind: "gone", page: 1, reason: "The ref is gone: released." });
    expect([root.textContent, treeIn(root)]).toEqual(["textThe ref is gone: released.", null]);
    renderer.disposeOutputItem("o");
    expect(posted.at(-1)).toEqual({ kind: "close", page: 1 });
  });

  it("shows its text alone where it was read from a file, and asks nobody", () => {
    const root = show("text", { outputType: "execute_result" });
    expect([root.textContent, posted]).toEqual(["text", []]);
  });

  it("shares its page with others that know nothing of each other", async () => {
    const roots = [show("one", metadata, "1"), show("two", metadata, "2")];
    for (const page of [1, 2]) await open(page);
    await fill(1, "first");
    await fill(2, "second");
    await vi.waitFor(() =>
      expect(roots.map((root) => rowsIn(root)[0]?.match(/first|second/)?.[0])).toEqual([
        "first",
        "second",
      ]),
    );
    tell({ kind: "gone", page: 1, reason: "gone" });
    expect(roots.map((root) => treeIn(root) === null)).toEqual([true, false]);
    expect(document.querySelector("[id]")).toBeNull();
  });

  it("ends with the output that took its place", () => {
    const element = document.createElement("div");
    for (const id of ["1", "2"]) {
      renderer.renderOutputItem({ id, metadata, json: () => ({ preview: id }) }, element);
    }
    expect(posted.map(({ kind }) => kind)).toEqual(["open", "close", "open"]);
    expect(element.children).toHaveLength(1);
  });

  it("believes no message of the host that is malformed", () => {
    const root = show("text");
    for (const message of [null, {}, { kind: "alive" }, { kind: "gone", page: 1, reason: 5 }]) {
      say(message);
    }
    expect([root.textContent, treeIn(root)]).toEqual(["text", null]);
  });

  it.each(payloads)("shows %s as text", (payload) => {
    const root = show(payload);
    const known = show("text").querySelectorAll("*").length;
    tell({ kind: "gone", page: 1, reason: payload });
    expect(root.querySelectorAll("*")).toHaveLength(known);
    expect(root.textContent).toBe(payload + payload);
  });
});

describe("what a person does in an output", () => {
  function heard(type: string): Event[] {
    const events: Event[] = [];
    document.body.addEventListener(type, (event) => void events.push(event));
    return events;
  }

  const press = (root: ShadowRoot, init: KeyboardEventInit) =>
    root
      .querySelector(".text")
      ?.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, composed: true }));

  it("gives the notebook none of its letters and arrows, and what leads out of it", () => {
    const root = show("text");
    const keys = heard("keydown");
    for (const key of ["a", "ArrowDown", "Enter", "Delete"]) press(root, { key });
    expect(keys).toEqual([]);
    for (const key of ["Escape", "Tab", "F1"]) press(root, { key });
    press(root, { key: "ArrowUp", ctrlKey: true });
    expect(keys).toHaveLength(4);
  });

  it("lets the wheel pass where nothing scrolls", () => {
    const root = show("text");
    const turns = heard("wheel");
    const scroller = document.createElement("div");
    scroller.className = "scroller";
    root.append(scroller);
    const turn = (deltaY: number) =>
      scroller.dispatchEvent(new WheelEvent("wheel", { deltaY, bubbles: true, composed: true }));
    turn(1);
    expect(turns).toHaveLength(1);
    vi.spyOn(scroller, "scrollHeight", "get").mockReturnValue(1000);
    turn(1);
    expect(turns).toHaveLength(1);
    turn(-1);
    expect(turns).toHaveLength(2);
  });

  it("tells VS Code what a menu is about", () => {
    const root = show("text");
    const row = document.createElement("div");
    row.dataset["vscodeContext"] = '{"snakebridgeRow":"ref"}';
    root.append(row);
    const menu = () => new MouseEvent("contextmenu", { bubbles: true, composed: true });
    row.dispatchEvent(menu());
    expect(root.host.getAttribute("data-vscode-context")).toBe('{"snakebridgeRow":"ref"}');
    root.querySelector(".text")?.dispatchEvent(menu());
    expect(root.host.getAttribute("data-vscode-context")).toBeNull();
  });
});
