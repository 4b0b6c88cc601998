/**
 * Hundreds of edits as people and editors make them, against a model in which every line has an identity: a result
 * stays on the line of its statement or goes, and never stands on another one.
 */
import fc from "fast-check";
import { expect, it } from "vitest";

import { followEdits, trackStatement, type Edit } from "../../../src/extension/trackedStatement.js";

interface Line {
  readonly id: number;
  readonly text: string;
}

/** One edit of whole text between two places, and what the lines are called that it leaves. */
interface Change extends Edit {
  readonly after: readonly Line[];
}

const editsPerRun = 300;
const texts = [
  "x = f(1)",
  "y = g(x)",
  "x = f(1)",
  "",
  "    z = h()",
  "é = '😀'",
  "# note",
  "if x:",
];

let lastId = 0;
const fresh = (text: string): Line => ({ id: (lastId += 1), text });

/** Replaces columns and lines; a line keeps its identity if nothing but the blanks around its text changed. */
function replaced(lines: readonly Line[], range: Edit["range"], text: string): Change {
  const { start, end } = range;
  const [first, last] = [lines[start.line], lines[end.line]];
  if (!first || !last) throw new RangeError("no such line");
  const joined = first.text.slice(0, start.character) + text + last.text.slice(end.character);
  const made: Line[] = joined.split("\n").map(fresh);
  const keepsFirst = start.character >= first.text.trimEnd().length;
  const keepsLast = last.text.slice(0, end.character).trim() === "";
  const [top, bottom] = [made[0], made.at(-1)];
  if (bottom && keepsLast && bottom.text.trim() === last.text.trim()) {
    made[made.length - 1] = { id: last.id, text: bottom.text };
  }
  if (top && keepsFirst && top.text.trim() === first.text.trim() && first.text.trim() !== "") {
    made[0] = { id: first.id, text: top.text };
  }
  const after = [...lines.slice(0, start.line), ...made, ...lines.slice(end.line + 1)];
  return { range, text, after };
}

const at = (line: number, character: number) => ({ line, character });
const insert = (lines: readonly Line[], line: number, character: number, text: string) =>
  replaced(lines, { start: at(line, character), end: at(line, character) }, text);

type Step = readonly [kind: number, line: number, more: number];
type Action = (lines: readonly Line[], line: number, more: number) => readonly Change[];

const width = (lines: readonly Line[], line: number) => lines[line]?.text.length ?? 0;
const textOf = (more: number) => texts[more % texts.length] ?? "";

/** What is done to a text, in the words of whoever does it. */
const actions: Readonly<Record<string, Action>> = {
  insertAbove: (lines, line, more) => [insert(lines, line, 0, `${textOf(more)}\n`)],
  insertBelow: (lines, line, more) => [
    insert(lines, line, width(lines, line), `\n${textOf(more)}`),
  ],
  duplicate: (lines, line) => [insert(lines, line, 0, `${lines[line]?.text ?? ""}\n`)],
  indent: (lines, line) => [insert(lines, line, 0, "    ")],
  outdent: (lines, line) => {
    const blanks = /^ {1,4}/.exec(lines[line]?.text ?? "")?.[0].length ?? 0;
    return [replaced(lines, { start: at(line, 0), end: at(line, blanks) }, "")];
  },
  type: (lines, line, more) => [insert(lines, line, more % (width(lines, line) + 1), "q")],
  split: (lines, line, more) => [insert(lines, line, more % (width(lines, line) + 1), "\n")],
  join: (lines, line) =>
    line + 1 < lines.length
      ? [replaced(lines, { start: at(line, width(lines, line)), end: at(line + 1, 0) }, "")]
      : [],
  remove: (lines, line) =>
    line + 1 < lines.length
      ? [replaced(lines, { start: at(line, 0), end: at(line + 1, 0) }, "")]
      : [],
  removeUpwards: (lines, line) =>
    line > 0
      ? [
          replaced(
            lines,
            { start: at(line - 1, width(lines, line - 1)), end: at(line, width(lines, line)) },
            "",
          ),
        ]
      : [],
  swap: (lines, line) => {
    const [upper, lower] = [lines[line], lines[line + 1]];
    if (!upper || !lower) return [];
    const removed = replaced(lines, { start: at(line, 0), end: at(line + 1, 0) }, "");
    const put = insert(removed.after, line, lower.text.length, `\n${upper.text}`);
    return [removed, put];
  },
  rename: (lines) => {
    const changes: Change[] = [];
    let now = lines;
    for (let line = lines.length - 1; line >= 0; line -= 1) {
      const column = now[line]?.text.indexOf("x") ?? -1;
      if (column < 0) continue;
      const change = replaced(now, { start: at(line, column), end: at(line, column + 1) }, "xx");
      changes.push(change);
      now = change.after;
    }
    return changes;
  },
  replace: (lines, line, more) => {
    const end = Math.min(line + (more % 4), lines.length - 1);
    const range = {
      start: at(line, more % (width(lines, line) + 1)),
      end: at(end, width(lines, end)),
    };
    return [replaced(lines, range, `${textOf(more)}\n${textOf(more + 1)}`)];
  },
};
const kinds = Object.values(actions);

/** What an editor sends to take changes back: the opposite of each, the last one first. */
function undone(before: readonly Line[], changes: readonly Change[]): readonly Change[] {
  const states = [before, ...changes.map(({ after }) => after)];
  return changes
    .map(({ range, text }, index) => {
      const state = states[index] ?? before;
      const lines = text.split("\n");
      const last = lines.at(-1) ?? "";
      const end =
        lines.length === 1
          ? at(range.start.line, range.start.character + last.length)
          : at(range.start.line + lines.length - 1, last.length);
      const old = state.slice(range.start.line, range.end.line + 1).map((line) => line.text);
      const tail = (old.at(-1)?.length ?? 0) - range.end.character;
      const whole = old.join("\n");
      const removed = whole.slice(range.start.character, whole.length - tail);
      return { range: { start: range.start, end }, text: removed, after: state };
    })
    .toReversed();
}

function check(steps: readonly Step[]): number {
  let lines: readonly Line[] = texts.map(fresh);
  let taken: { before: readonly Line[]; changes: readonly Change[] } | undefined;
  let results: ReturnType<typeof result>[] = [];
  let kept = 0;
  for (const [kind, place, more] of steps) {
    const line = place % lines.length;
    const isUndo = kind >= kinds.length;
    const before = lines;
    const changes = isUndo
      ? taken
        ? undone(taken.before, taken.changes)
        : []
      : (kinds[kind]?.(lines, line, more) ?? []);
    taken = isUndo ? undefined : { before, changes };
    lines = changes.at(-1)?.after ?? lines;
    results = results.flatMap(({ id, statement }) => {
      const moved = followEdits(statement, changes, (index) => lines[index]?.text);
      return moved ? [{ id, statement: moved }] : [];
    });
    for (const { id, statement } of results) {
      expect(lines[statement.range.end.line]?.id).toBe(id);
      kept += 1;
    }
    // The statement is run again, and what stood behind it gives way.
    const ran = lines[line % lines.length];
    if (ran && ran.text.trim() !== "") {
      const others = results.filter(({ id }) => id !== ran.id);
      results = [...others, result(lines, ran, line % lines.length)];
    }
  }
  return kept;
}

function result(lines: readonly Line[], { id }: Line, line: number) {
  const range = { start: at(line, 0), end: at(line, width(lines, line)) };
  return { id, statement: trackStatement(range, (index) => lines[index]?.text) };
}

const step = fc.tuple(fc.nat(kinds.length + 1), fc.nat(1_000), fc.nat(1_000));

it("a result stays on its statement or goes, and never stands on another line", () => {
  let kept = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: editsPerRun, maxLength: editsPerRun }),
      (steps) => void (kept += check(steps)),
    ),
    { numRuns: 50 },
  );
  // It would be easy to keep the promise by keeping nothing.
  expect(kept).toBeGreaterThan(50 * editsPerRun);
});
