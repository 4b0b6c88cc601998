/**
 * Whether a place in the text can mean something live, told from the names that the session binds: what cannot
 * is asked of nobody. In doubt it can. Pure: one line of text in, an answer out.
 */

interface Word {
  readonly text: string;
  readonly start: number;
}

const wordPattern = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/gu;

/** What a chain of attributes begins with. `above`: with something on a line above this one. */
type Root = { readonly name: string } | "above" | "none";

/** Whether the expression at `character` of a line may begin with one of `names`; if they are unknown, it may. */
export function mayBeLive(
  line: string,
  character: number,
  names: ReadonlySet<string> | undefined,
): boolean {
  if (names === undefined) return true;
  const words = Array.from(line.matchAll(wordPattern), ({ 0: text, index: start }) => {
    return { text, start };
  });
  const at = words.find(
    ({ text, start }) => start <= character && character <= start + text.length,
  );
  if (!at || isQuoted(line, at)) return isBehindName(line, character, words, names);
  const root = rootOf(line, at, words);
  return root === "above" || (root !== "none" && names.has(root.name));
}

function rootOf(line: string, at: Word, words: readonly Word[]): Root {
  const before = skipSpace(line, at.start);
  if (line[before - 1] !== ".") return { name: at.text };
  let end = skipSpace(line, before - 1);
  while (line[end - 1] === "]") {
    const opening = openingOf(line, end);
    if (opening === undefined) return "above";
    end = skipSpace(line, opening);
  }
  if (end === 0) return "above";
  const owner = words.find(({ text, start }) => start + text.length === end);
  return owner ? rootOf(line, owner, words) : "none";
}

/** A constant in brackets, or the brackets: of what stands before them, on this line or above it. */
function isBehindName(
  line: string,
  character: number,
  words: readonly Word[],
  names: ReadonlySet<string>,
): boolean {
  const hasName = words.some(({ text, start }) => start < character && names.has(text));
  return hasName || /^\s*["'[\].)\d]/.test(line);
}

/** Whether quotes are open at a word; an apostrophe in a comment looks like one, which does no harm. */
function isQuoted(line: string, { start }: Word): boolean {
  let open: string | undefined;
  for (let index = 0; index < start; index += 1) {
    const char = line[index];
    if (open !== undefined && char === "\\") index += 1;
    else if (char === open) open = undefined;
    else if (open === undefined && (char === '"' || char === "'")) open = char;
  }
  return open !== undefined;
}

/** Where the bracket stands that the one before `end` closes. */
function openingOf(line: string, end: number): number | undefined {
  let depth = 0;
  for (let index = end - 1; index >= 0; index -= 1) {
    if (line[index] === "]") depth += 1;
    if (line[index] === "[") depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

function skipSpace(line: string, end: number): number {
  return line.slice(0, end).trimEnd().length;
}
