/** What leaves the page: the copy gesture and drags name the object of their row; details say what is known of it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { DescribeResult } from "../../../src/protocol/inspection.js";
import { Inspector } from "../../../webview/inspector.js";
import { initialState } from "../../../webview/model/state.js";
import { takeOut } from "../../../webview/taking.js";
import { ObjectDetails } from "../../../webview/view/details.js";
import { SeekField } from "../../../webview/view/seekField.js";
import { InspectorTree } from "../../../webview/view/tree.js";
import { InspectorView } from "../../../webview/view/view.js";
import { hostState, panelSessionOf, refOf, summaryOf } from "./builders.js";
import { TestHostPort } from "./hostPort.js";

customElements.define("snakebridge-tree", InspectorTree);
customElements.define("snakebridge-details", ObjectDetails);
customElements.define("snakebridge-seek", SeekField);
customElements.define("snakebridge-inspector", InspectorView);

const facts: DescribeResult = {
  summary: summaryOf(),
  names: ["m"],
  doc: "<b>Compiled</b> expression.",
  signature: "(string, pos=0)",
  source: { file: "/lib/re.py", line: 7 },
};
const address = { session: "s", ref: "m", path: [] };

let port: TestHostPort;
let inspector: Inspector;
let view: InspectorView;

beforeEach(async () => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(440);
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
  const tree = new InspectorTree(inspector);
  view = new InspectorView(inspector, tree);
  document.body.append(view);
  inspector.receive(hostState([panelSessionOf({ refCount: 1 })]));
  await view.updateComplete;
  while (!(await tree.updateComplete));
  await port.answer("refs", { start: 0, total: 1, refs: [refOf("m")] });
  inspector.intents.focus("ref:m");
  await tree.updateComplete;
});

afterEach(() => {
  view.remove();
  vi.restoreAllMocks();
});

async function drawn(): Promise<void> {
  await view.updateComplete;
  await document.querySelector<ObjectDetails>("snakebridge-details")?.updateComplete;
}

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

describe("the copy gesture", () => {
  it("copies the value of the row with the focus", () => {
    takeOut(inspector, view);
    one("[role=tree]").focus();
    const event = new Event("copy", { bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(port.posted.at(-1)).toMatchObject({
      kind: "command",
      command: "snakebridge.copyValue",
      row: { snakebridgeRow: "ref", sessionId: "s", refId: "m" },
    });
  });

  it("copies the values of all selected rows", () => {
    takeOut(inspector, view);
    one("[role=tree]").focus();
    const refs = ["m", "n"].map((refId) => ({ sessionId: "s", refId }));
    inspector.store.apply({ kind: "select", refs, isOnly: true, anchor: null });
    document.dispatchEvent(new Event("copy", { bubbles: true, cancelable: true }));
    expect(port.open.at(-1)).toMatchObject({
      name: "copy",
      params: { chosen: [{ session: "s", refs: ["m", "n"] }] },
    });
  });

  it("is left alone outside the tree", () => {
    takeOut(inspector, view);
    one("[role=tree]").blur();
    const event = new Event("copy", { bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe("details", () => {
  it("are asked for the row with the focus, and take the keyboard", async () => {
    inspector.receive({ kind: "details", address: null });
    await drawn();
    expect(port.open.at(-1)).toMatchObject({ name: "describe", params: address });
    expect(one("[role=region]").getAttribute("aria-busy")).toBe("true");
    expect(document.activeElement).toBe(one("[role=region]"));
    await port.answer("describe", facts);
    await drawn();
    expect(one("[role=region]").getAttribute("aria-label")).toBe("Details");
    expect(one("[role=region]").textContent).toContain("m: re.Pattern");
    expect(one(".signature").textContent).toBe("(string, pos=0)");
    expect(one(".doc").textContent).toBe("<b>Compiled</b> expression.");
    expect(document.querySelector("b")).toBeNull();
  });

  it("close with Escape and give the keyboard back to the tree", async () => {
    inspector.receive({ kind: "details", address });
    await port.answer("describe", facts);
    await drawn();
    one("[role=region]").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    await drawn();
    expect(document.querySelector("[role=region]")).toBeNull();
    expect(document.activeElement).toBe(one("[role=tree]"));
  });

  it("say why there are none", async () => {
    inspector.receive({ kind: "details", address });
    await port.refuse("describe", "The ref is gone.");
    await drawn();
    expect(one("[role=alert]").textContent).toBe("The ref is gone.");
  });

  it("lead to the source", async () => {
    inspector.receive({ kind: "details", address });
    await port.answer("describe", facts);
    await drawn();
    one('[aria-label="Go to source"]').click();
    expect(port.posted.at(-1)).toMatchObject({ command: "snakebridge.openTypeSource" });
  });

  it("that come late are not shown for another object", async () => {
    inspector.receive({ kind: "details", address });
    inspector.receive({ kind: "details", address: { ...address, path: [{ attr: "flags" }] } });
    await port.answer("describe", facts);
    await drawn();
    expect(one("[role=region]").getAttribute("aria-busy")).toBe("true");
  });
});
