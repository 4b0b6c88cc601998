/**
 * A traceback as Python prints it, in the form that VS Code's notebooks link from: frames of cells by their number,
 * frames of files by path and line. Pure: text in, text out.
 */

/** What tracebacks call the cell that ran as number `order`. */
export function cellFileName(order: number): string {
  return `Cell In[${order}]`;
}

const framePattern = /^ {2}File "(?<file>.*)", line (?<line>\d+)(?<rest>.*)$/;
const cellPattern = /^Cell In\[\d+\]$/;

/** The lines of `traceback`, each frame's own line before its source marked with an arrow. */
export function toNotebookStack(traceback: string): string {
  const lines = traceback.trimEnd().split("\n");
  const told: string[] = [];
  let mark: string | undefined;
  for (const line of lines) {
    const frame = framePattern.exec(line)?.groups;
    if (frame) {
      const { file = "", line: number = "", rest = "" } = frame;
      told.push(
        cellPattern.test(file) ? `${file}, line ${number}${rest}` : `File ${file}:${number}${rest}`,
      );
      mark = `----> ${number} `;
    } else if (mark !== undefined && line.startsWith("    ")) {
      told.push(mark + line.slice(4));
      // What follows the source, as the marks under it, stays below its place.
      mark = " ".repeat(mark.length);
    } else {
      mark = undefined;
      told.push(line);
    }
  }
  return told.join("\n");
}
