/**
 * A docstring in blocks: prose, whose lines flow to the width there is, and what its author laid out, such as
 * examples and lists of parameters, which stays as it stands. Pure.
 */
export interface DocBlock {
  readonly isProse: boolean;
  readonly text: string;
}

const startOfProse = /^(?!\d+[.)]\s)[\p{L}\p{N}"'`“‘([<]/u;

export function docBlocks(doc: string): readonly DocBlock[] {
  return doc
    .split(/\n(?:[^\S\n]*\n)+/)
    .filter((text) => text.trim() !== "")
    .map((text) => ({
      isProse: text.split("\n").every((line) => startOfProse.test(line)),
      text,
    }));
}
