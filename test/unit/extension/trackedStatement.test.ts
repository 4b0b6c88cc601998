/** A result stays with its statement or goes away: the positions behind that promise. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  followEdits,
  trackStatement,
  type Edit,
  type LineReader,
} from "../../../src/extension/trackedStatement.js";

const source = ["import re", "", "m = re.compile(", '    r"\\d+",', ")", "print(m)"];
const statement = { start: { line: 2, character: 0 }, end: { line: 4, character: 1 } };

function follow(lines: readonly string[], range: typeof statement, ...edits: readonly Edit[]) {
  const tracked = trackStatement(range, reader(lines));
  const edited = edits.reduce(applyEdit, lines);
  return followEdits(tracked, edits, reader(edited))?.range;
}

describe("followEdits", () => {
  it("moves down when a line is inserted above", () => {
    expect(follow(source, statement, insert(0, 0, "import os\n"))).toEqual(moved(1));
  });

  it("moves up when a line above is deleted", () => {
    expect(follow(source, statement, remove(1, 0, 2, 0))).toEqual(moved(-1));
  });

  it("stays when something below changes", () => {
    expect(follow(source, statement, insert(5, 3, "x"))).toEqual(moved(0));
  });

  it("stays when a new line is started behind it", () => {
    expect(follow(source, statement, insert(4, 1, "\nm.match"))).toEqual(moved(0));
  });

  it("moves when its line is pushed down from its start", () => {
    expect(follow(source, statement, insert(2, 0, "\n\n"))).toEqual(moved(2));
  });

  it("follows the indentation of a one-line statement", () => {
    const line = { start: { line: 5, character: 0 }, end: { line: 5, character: 8 } };
    expect(follow(source, line, insert(5, 0, "    "))?.start).toEqual({ line: 5, character: 4 });
  });

  it("goes when the statement is edited inside", () => {
    expect(follow(source, statement, insert(3, 6, "x"))).toBeUndefined();
  });

  it("goes when the statement is continued at its end", () => {
    expect(follow(source, statement, insert(4, 1, ".flags"))).toBeUndefined();
  });

  it("goes when its line is deleted although the next one reads the same", () => {
    const twice = ["f()", "f()"];
    const first = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
    expect(follow(twice, first, remove(0, 0, 1, 0))).toBeUndefined();
  });

  it("goes when a line that reads the same is joined before it", () => {
    const lines = ["f()", "f()"];
    const second = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
    expect(follow(lines, second, remove(0, 3, 1, 0))).toBeUndefined();
  });

  it("follows several edits of one event", () => {
    const edits = [insert(5, 0, "# "), insert(1, 0, "import os\n"), insert(0, 0, "# top\n")];
    expect(follow(source, statement, ...edits)).toEqual(moved(2));
  });

  it("never stands on another statement, whatever is edited", () => {
    fc.assert(
      fc.property(fc.array(someEdit(), { maxLength: 6 }), (edits) => {
        // Every line is unique, so that the line found again must be the line that was tracked.
        const lines = Array.from({ length: 6 }, (_, line) => `  call_${line}()`);
        const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 10 } };
        let current = lines;
        let tracked: ReturnType<typeof followEdits> = trackStatement(range, reader(lines));
        for (const edit of edits) {
          const clipped = clip(edit, current);
          current = applyEdit(current, clipped);
          tracked &&= followEdits(tracked, [clipped], reader(current));
        }
        if (tracked) expect(current[tracked.range.start.line]?.trim()).toBe("call_3()");
      }),
    );
  });
});

function moved(lines: number) {
  const { start, end } = statement;
  return {
    start: { ...start, line: start.line + lines },
    end: { ...end, line: end.line + lines },
  };
}

function reader(lines: readonly string[]): LineReader {
  return (line) => lines[line];
}

function insert(line: number, character: number, text: string): Edit {
  return { range: { start: { line, character }, end: { line, character } }, text };
}

function remove(line: number, character: number, endLine: number, endCharacter: number): Edit {
  const range = { start: { line, character }, end: { line: endLine, character: endCharacter } };
  return { range, text: "" };
}

function applyEdit(lines: readonly string[], { range, text }: Edit): string[] {
  const before = (lines[range.start.line] ?? "").slice(0, range.start.character);
  const after = (lines[range.end.line] ?? "").slice(range.end.character);
  const inserted = `${before}${text}${after}`.split("\n");
  return [...lines.slice(0, range.start.line), ...inserted, ...lines.slice(range.end.line + 1)];
}

function someEdit(): fc.Arbitrary<Edit> {
  const position = fc.record({ line: fc.nat(7), character: fc.nat(12) });
  const text = fc.constantFrom("", "\n", "x", "  ", "  call_9()\n", "\n  call_8()");
  return fc
    .tuple(position, position, text)
    .map(([start, end, inserted]) => ({ range: { start, end }, text: inserted }));
}

/** Brings an edit into the document, its start before its end. */
function clip({ range, text }: Edit, lines: readonly string[]): Edit {
  const [start, end] = [range.start, range.end]
    .map(({ line, character }) => {
      const inside = Math.min(line, lines.length - 1);
      return { line: inside, character: Math.min(character, (lines[inside] ?? "").length) };
    })
    .sort((a, b) => a.line - b.line || a.character - b.character);
  if (!start || !end) throw new Error("two ends make a range");
  return { range: { start, end }, text };
}
