/** What is to end soon, and may be taken back. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Farewells } from "../../../src/extension/farewells.js";

const graceMs = 1000;

let farewells: Farewells;
let ended: string[];

beforeEach(() => {
  vi.useFakeTimers();
  farewells = new Farewells(graceMs);
  ended = [];
});

afterEach(() => vi.useRealTimers());

function begin(key: string): void {
  farewells.begin(key, () => void ended.push(key));
}

it("ends what nobody took back, once its time is over", () => {
  begin("a");
  vi.advanceTimersByTime(graceMs - 1);
  begin("a");
  expect([ended, farewells.has("a")]).toEqual([[], true]);
  vi.advanceTimersByTime(1);
  expect([ended, farewells.has("a")]).toEqual([["a"], false]);
  expect(farewells.takeBack("a")).toBe(false);
});

it("ends nothing that was taken back, and what goes again has its whole time again", () => {
  begin("a");
  begin("b");
  vi.advanceTimersByTime(graceMs / 2);
  expect(farewells.takeBack("a")).toBe(true);
  vi.advanceTimersByTime(graceMs / 2);
  expect(ended).toEqual(["b"]);
  begin("a");
  vi.advanceTimersByTime(graceMs - 1);
  expect(ended).toEqual(["b"]);
});

it("ends nothing any more once it is disposed", () => {
  begin("a");
  farewells.dispose();
  vi.advanceTimersByTime(graceMs);
  expect(ended).toEqual([]);
});
