/** The Elixir of a Livebook: everything outside its `elixir` fences is blank, so that places stay what they are. */

const opening = /^ {0,3}(`{3,})\s*elixir\s*$/;

export function fencedElixir(markdown: string): string {
  let fence: string | undefined;
  const lines = markdown.split("\n").map((line) => {
    const text = line.trimEnd();
    if (fence === undefined) {
      fence = opening.exec(text)?.[1];
      return blank(line);
    }
    const isEnd = text.trimStart().startsWith(fence) && /^\s*`+$/.test(text);
    if (isEnd) fence = undefined;
    return isEnd ? blank(line) : line;
  });
  return lines.join("\n");
}

function blank(line: string): string {
  return " ".repeat(line.length);
}
