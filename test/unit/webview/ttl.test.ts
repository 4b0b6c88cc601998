/** The life a ref has left: its numbers, its words, its drawing, and the clock that moves it. */
import { html, render } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { toRefEntry } from "../../../webview/model/refLists.js";
import type { RefEntry } from "../../../webview/model/state.js";
import { Clock } from "../../../webview/view/clock.js";
import { inWords, remainingOf } from "../../../webview/view/remaining.js";
import { ticking } from "../../../webview/view/ticking.js";
import { lifeTemplate } from "../../../webview/view/ttl.js";
import { refOf } from "./builders.js";

function entryWith(remainingSeconds: number | null, ttlSeconds: number | null = 3600): RefEntry {
  return toRefEntry(refOf("r", { remainingSeconds, ttlSeconds }), 0);
}

describe("remaining time", () => {
  it("counts down from when it was told", () => {
    expect(remainingOf(entryWith(3600), 60_000)).toMatchObject({
      phase: "calm",
      spoken: "59 minutes",
      short: "59m",
    });
  });

  it.each([
    [361, "calm"],
    [360, "last"],
    [1, "last"],
    [0, "expired"],
    [-5, "expired"],
  ])("with %d of 3600 seconds left is %s", (seconds, phase) => {
    expect(remainingOf(entryWith(seconds), 0)?.phase).toBe(phase);
  });

  it("is a fraction of the whole term, and a whole one when extended beyond it", () => {
    expect(remainingOf(entryWith(900), 0)?.fraction).toBe(0.25);
    expect(remainingOf(entryWith(7200), 0)?.fraction).toBe(1);
    expect(remainingOf(entryWith(10, null), 0)?.phase).toBe("calm");
  });

  it("is nothing for a ref without a limit", () => {
    expect(remainingOf(entryWith(null), 0)).toBeNull();
  });

  it.each([
    [0.2, "1s", "1 second"],
    [59, "59s", "59 seconds"],
    [60, "1m", "1 minute"],
    [3599, "59m", "59 minutes"],
    [3600, "1h", "1 hour"],
    [86_400, "24h", "24 hours"],
    [3 * 86_400, "3d", "3 days"],
  ])("says %d seconds as %s", (seconds, short, spoken) => {
    expect(inWords(seconds)).toEqual({ short, spoken });
  });
});

describe("life column", () => {
  const draw = (entry: RefEntry, nowMs = 0): HTMLElement => {
    const place = document.createElement("div");
    render(lifeTemplate(entry, nowMs), place);
    return place;
  };

  it("shows a ring as full as the time that is left", () => {
    const dash = draw(entryWith(900)).querySelector(".ring-left")?.getAttribute("stroke-dasharray");
    expect(dash).toBe("0.25 1");
  });

  it("tells the last tenth by icon and text besides colour", () => {
    const place = draw(entryWith(42));
    expect(place.querySelector(".codicon-warning")).not.toBeNull();
    expect(place.textContent).toContain("42s");
    expect(place.querySelector(".ring")).toBeNull();
  });

  it("says expired until the row goes", () => {
    expect(draw(entryWith(1), 5000).textContent).toContain("expired");
  });

  it("shows a pin for a kept ref and nothing for an unlimited one", () => {
    const kept = toRefEntry(refOf("r", { pinned: true, remainingSeconds: null }), 0);
    expect(draw(kept).querySelector(".codicon-pinned")).not.toBeNull();
    expect(draw(entryWith(null)).textContent).toBe("");
  });
});

describe("clock", () => {
  let visibility: DocumentVisibilityState;

  beforeEach(() => {
    vi.useFakeTimers();
    visibility = "visible";
    vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  function show(state: DocumentVisibilityState): void {
    visibility = state;
    document.dispatchEvent(new Event("visibilitychange"));
  }

  it("ticks once a second for all who listen, with one timer", () => {
    const clock = new Clock(document);
    const ticks: string[] = [];
    clock.subscribe(() => ticks.push("a"));
    clock.subscribe(() => ticks.push("b"));
    vi.advanceTimersByTime(2000);
    expect(ticks).toEqual(["a", "b", "a", "b"]);
    expect(vi.getTimerCount()).toBe(1);
  });

  it("stands still when nobody listens", () => {
    const clock = new Clock(document);
    const stop = clock.subscribe(() => undefined);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("stands still while the view is hidden, and ticks at once when it is back", () => {
    const clock = new Clock(document);
    let ticks = 0;
    clock.subscribe(() => (ticks += 1));
    show("hidden");
    expect(vi.getTimerCount()).toBe(0);
    show("visible");
    expect(ticks).toBe(1);
  });

  it("moves what is drawn with it, and lets go when that leaves the page", () => {
    const clock = new Clock(document);
    const place = document.createElement("div");
    let seconds = 3;
    const draw = (): string => `${(seconds -= 1)}s`;
    render(html`<p>${ticking(clock, draw)}</p>`, place);
    expect(place.textContent).toBe("2s");
    vi.advanceTimersByTime(1000);
    expect(place.textContent).toBe("1s");
    render(html``, place);
    expect(vi.getTimerCount()).toBe(0);
  });
});
