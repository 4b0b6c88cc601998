/**
 * Follows a statement through edits, so that a result shown behind it stays with it or goes away, but
 * never stands behind something else. Pure: positions and text in, positions out.
 */
import type { TextRange } from "../protocol/calls.js";

type Position = TextRange["start"];

/** The lines of a statement as they stood when it ran, without the blanks around them. */
export interface TrackedStatement {
  readonly range: TextRange;
  readonly text: string;
}

/** One edit: the range it replaces, in the positions that the edits before it left. */
export interface Edit {
  readonly range: TextRange;
  readonly text: string;
}

/** Reads one line of the document without its line break; `undefined` beyond its end. */
export type LineReader = (line: number) => string | undefined;

export function trackStatement(range: TextRange, readLine: LineReader): TrackedStatement {
  return readLines(range.start.line, lastLineOf(range), readLine) ?? { range, text: "" };
}

/**
 * Where the statement stands after the edits of one change event, or `undefined` if they touched its
 * lines. `readLine` reads the document as it is after all of them.
 */
export function followEdits(
  statement: TrackedStatement,
  edits: readonly Edit[],
  readLine: LineReader,
): TrackedStatement | undefined {
  let range: TextRange | undefined = statement.range;
  for (const edit of edits) range &&= followEdit(range, edit);
  const found = range && readLines(range.start.line, range.end.line, readLine);
  return found?.text === statement.text && isSame(found.range, range) ? found : undefined;
}

function followEdit(range: TextRange, edit: Edit): TextRange | undefined {
  if (!isBefore(edit.range.start, range.end)) return range;
  if (isBefore(range.start, edit.range.end)) return undefined;
  return { start: moved(range.start, edit), end: moved(range.end, edit) };
}

/** Where the text at `position`, at or after the end of the edit, stands once the edit is made. */
function moved({ line, character }: Position, { range, text }: Edit): Position {
  const insertedLines = text.split(/\r\n|\r|\n/);
  const lastInserted = insertedLines.at(-1) ?? "";
  const newLine = line + insertedLines.length - 1 - (range.end.line - range.start.line);
  if (line !== range.end.line) return { line: newLine, character };
  const keptBefore = insertedLines.length === 1 ? range.start.character : 0;
  const distance = character - range.end.character;
  return { line: newLine, character: keptBefore + lastInserted.length + distance };
}

function readLines(first: number, last: number, readLine: LineReader) {
  const lines: string[] = [];
  for (let line = first; line <= last; line += 1) {
    const text = readLine(line);
    if (text === undefined) return undefined;
    lines.push(text);
  }
  const start = { line: first, character: indentationOf(lines[0] ?? "") };
  const end = { line: last, character: (lines.at(-1) ?? "").trimEnd().length };
  return { range: { start, end }, text: lines.join("\n").trim() };
}

/** A selection of whole lines ends at the start of the line after them. */
function lastLineOf({ start, end }: TextRange): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function indentationOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isSame(a: TextRange, b: TextRange | undefined): boolean {
  return b !== undefined && isAt(a.start, b.start) && isAt(a.end, b.end);
}

function isAt(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
