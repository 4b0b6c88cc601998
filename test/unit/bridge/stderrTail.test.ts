/**
 * A worker's last words, bounded.
 */
import { describe, expect, it } from "vitest";

import { StderrTail } from "../../../src/bridge/stderrTail.js";

function tailOf(...pieces: readonly string[]): readonly string[] {
  const tail = new StderrTail();
  for (const piece of pieces) tail.push(piece);
  return tail.lines;
}

describe("StderrTail", () => {
  it("puts lines together that come in pieces, and keeps the unfinished one", () => {
    expect(tailOf("Trace", "back\r\nValue", "Error\n", "oops")).toEqual([
      "Traceback",
      "ValueError",
      "oops",
    ]);
  });

  it("keeps the last 200 lines", () => {
    const lines = tailOf(Array.from({ length: 1000 }, (_, index) => `${index}\n`).join(""));
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toBe("999");
  });

  it("keeps no more than 64 Ki characters, however long the lines", () => {
    const lines = tailOf(...Array.from({ length: 100 }, () => `${"x".repeat(10_000)}\n`));
    expect(lines.join("").length).toBeLessThanOrEqual(65_536);
    expect(lines.length).toBe(6);
    expect(tailOf("y".repeat(1_000_000)).join("").length).toBeLessThanOrEqual(65_536);
  });
});
