/** Scrolling: how tall a canvas may be, and what stays where it is when rows come and go. */
import { describe, expect, it } from "vitest";

import { reduce } from "../../../webview/model/reduce.js";
import { toOutline } from "../../../webview/model/rows.js";
import { RowWindow } from "../../../webview/view/rowWindow.js";
import { rowsAddedAbove } from "../../../webview/view/scrollAnchor.js";
import { scaleFor } from "../../../webview/view/scrollScale.js";
import { changeOf, refOf, sessionOf, stateWithRefs } from "./builders.js";

describe("scroll scale", () => {
  it("scales nothing up to a height that browsers can", () => {
    const scale = scaleFor(100_000 * 22, 600);
    expect(scale.canvas).toBe(2_200_000);
    expect(scale.toList(1234)).toBe(1234);
  });

  it("reaches both ends and back for a hundred million rows", () => {
    const height = 100_000_000 * 22;
    const scale = scaleFor(height, 600);
    expect(scale.canvas).toBeLessThan(33_000_000);
    expect(scale.toList(0)).toBe(0);
    expect(scale.toList(scale.canvas - 600)).toBeCloseTo(height - 600, 3);
    expect(scale.toScrollTop(scale.toList(777_777))).toBeCloseTo(777_777, 3);
  });

  it("does not divide by nothing when all fits", () => {
    expect(scaleFor(100, 600).toList(0)).toBe(0);
    expect(scaleFor(0, 0).toScrollTop(0)).toBe(0);
  });
});

describe("row window", () => {
  it("has nothing to draw anew when it is asked beyond the end again", async () => {
    let updates = 0;
    const host = { ...lifecycle, requestUpdate: () => (updates += 1) };
    const end = scaleFor(1_000_000 * 22, 0).canvas;
    const window = new RowWindow(host, () => scrollerUpTo(end));
    window.setRows({ count: 1_000_000, height: 22, kept: 0 });

    window.scrollTo(1_000_100 * 22);
    expect(window.offset).toBe(1_000_000 * 22);
    await host.updateComplete;
    expect(updates).toBe(1);

    window.scrollTo(1_000_100 * 22);
    await host.updateComplete;
    expect(updates).toBe(1);
  });
});

describe("scroll anchor", () => {
  const before = stateWithRefs(10);
  const visible = { start: 5, end: 9 };
  const after = (change: Parameters<typeof changeOf>[0]) =>
    toOutline(reduce(before, changeOf(change), 0));

  it("does not move when rows come below", () => {
    const outline = after({ added: [refOf("n")], session: sessionOf({ refCount: 11 }) });
    expect(rowsAddedAbove(toOutline(before), outline, visible)).toBe(0);
  });

  it("moves by what came or went above", () => {
    const open = reduce(before, { kind: "expand", key: "ref:r0", on: true }, 0);
    expect(rowsAddedAbove(toOutline(before), toOutline(open), visible)).toBe(1);
    expect(rowsAddedAbove(toOutline(open), toOutline(before), visible)).toBe(-1);
  });

  it("holds on to the next row when the first in view went", () => {
    const open = reduce(before, { kind: "expand", key: "ref:r4", on: true }, 0);
    // Row 6 is what r4 opened into; it goes with the closing, and r5 below it moves up.
    const closing = rowsAddedAbove(toOutline(open), toOutline(before), { start: 6, end: 10 });
    expect(closing).toBe(-1);
  });

  it("does not move when nothing that was in view is left", () => {
    const outline = toOutline(reduce(before, { kind: "collapseAll" }, 0));
    expect(rowsAddedAbove(toOutline(before), outline, visible)).toBe(0);
  });
});

const lifecycle = {
  addController: () => undefined,
  removeController: () => undefined,
  updateComplete: Promise.resolve(true),
  isUpdatePending: false,
};

/** An element that, as in a browser, scrolls no further than its end. */
function scrollerUpTo(end: number): HTMLElement {
  let place = 0;
  const scroller = {
    get scrollTop() {
      return place;
    },
    set scrollTop(wanted: number) {
      place = Math.min(end, wanted);
    },
  };
  // SAFETY: scrolling by hand touches nothing else of an element.
  return scroller as HTMLElement;
}
