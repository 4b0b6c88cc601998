/** What scrolling costs: rows take over the elements of rows that went, and of those flying past nobody asks. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Recycling } from "../../../webview/view/recycling.js";
import { Resting } from "../../../webview/view/resting.js";
import type { Span } from "../../../webview/model/sparse.js";

describe("recycling", () => {
  it("keeps the element of a row that stays, wherever it moves to", () => {
    const recycling = new Recycling();
    const [a, b, c] = recycling.assign(["a", "b", "c"], undefined);
    expect(recycling.assign(["b", "new", "c", "a"], undefined)).toEqual([b, 3, c, a]);
  });

  it("makes no element while others went, and takes those in the order of the page", () => {
    const recycling = new Recycling();
    expect(recycling.assign(["a", "b", "c", "d"], undefined)).toEqual([0, 1, 2, 3]);
    expect(recycling.assign(["w", "x", "y", "z"], undefined)).toEqual([0, 1, 2, 3]);
    expect(recycling.assign(["y", "z", "1", "2"], undefined)).toEqual([2, 3, 0, 1]);
  });

  it("gives the element whose button has the keyboard to no other row", () => {
    const recycling = new Recycling();
    recycling.assign(["a", "failed"], undefined);
    expect(recycling.assign(["a", "loaded"], "failed")).toEqual([0, 2]);
  });
});

describe("resting", () => {
  const view = (start: number): Span => ({ start, end: start + 20 });
  let rests = 0;
  let resting: Resting;

  beforeEach(() => {
    vi.useFakeTimers();
    rests = 0;
    resting = new Resting(() => (rests += 1));
    resting.see(view(0));
  });

  afterEach(() => {
    resting.stop();
    vi.useRealTimers();
  });

  it("does not fly at first, nor by steps that a person can follow", () => {
    expect(resting.isFlying).toBe(false);
    for (const start of [15, 35, 16]) {
      resting.see(view(start));
      expect(resting.isFlying).toBe(false);
    }
  });

  it("flies while no row stays in view, and tells when it came to rest", () => {
    for (const start of [100, 200, 300]) {
      resting.see(view(start));
      vi.advanceTimersByTime(30);
    }
    resting.see(view(301));
    expect([resting.isFlying, rests]).toEqual([true, 0]);
    vi.advanceTimersByTime(50);
    expect([resting.isFlying, rests]).toEqual([false, 1]);
  });
});
