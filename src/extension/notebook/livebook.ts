/** A notebook as Livebook keeps it: Markdown whose code is fenced. Pure: cells in, text out. */

/** A cell as far as files tell. */
export interface PlainCell {
  readonly kind: "code" | "markdown";
  readonly language: string;
  readonly source: string;
}

/** Livebook needs a title; the notebook's own first heading is it, if there is one. */
export function toLivebook(cells: readonly PlainCell[], title: string): string {
  const parts = cells.map((cell) => (cell.kind === "markdown" ? cell.source.trim() : fenced(cell)));
  const isTitled = cells[0]?.kind === "markdown" && cells[0].source.trimStart().startsWith("# ");
  return `${[...(isTitled ? [] : [`# ${title}`]), ...parts].join("\n\n")}\n`;
}

function fenced({ language, source }: PlainCell): string {
  const longest = Math.max(2, ...Array.from(source.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${source}\n${fence}`;
}
