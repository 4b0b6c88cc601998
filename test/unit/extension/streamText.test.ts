/** What a cell prints is shown in few pieces, in order, and not without end. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { StreamText } from "../../../src/extension/notebook/streamText.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("gathers what comes together, and keeps the order of both streams", () => {
  const shown: string[] = [];
  const text = new StreamText((stream, piece) => shown.push(`${stream}: ${piece}`));
  text.write("stdout", "a");
  text.write("stdout", "b");
  text.write("stderr", "c");
  expect(shown).toEqual(["stdout: ab"]);
  vi.runAllTimers();
  expect(shown).toEqual(["stdout: ab", "stderr: c"]);
  text.write("stdout", "d");
  expect(text.end()).toBe(0);
  expect(shown).toEqual(["stdout: ab", "stderr: c", "stdout: d"]);
});

it("shows no more than a notebook can hold, and counts the rest", () => {
  let length = 0;
  const text = new StreamText((_, piece) => (length += piece.length));
  for (let part = 0; part < 12; part += 1) text.write("stdout", "x".repeat(1_000_000));
  expect(text.end()).toBe(2_000_000);
  expect(length).toBe(10_000_000);
});
