/**
 * The last words of a worker: the end of what its process wrote to stderr, bounded in lines and size.
 */

const maxLines = 200;
const maxCharacters = 64 * 1024;

/** Keeps the last 200 lines or 64 Ki characters, whichever is less. */
export class StderrTail {
  #lines: string[] = [];
  #open = "";

  /** Takes the next piece of text; lines may span pieces. */
  push(text: string): void {
    const [first = "", ...more] = text.split("\n");
    this.#open = (this.#open + first).slice(-maxCharacters);
    for (const line of more) {
      this.#lines.push(this.#open.replace(/\r$/, ""));
      this.#open = line.slice(-maxCharacters);
    }
    if (this.#lines.length > 2 * maxLines) this.#lines = this.#lines.slice(-maxLines);
  }

  /** Oldest first; the last one may be unfinished. */
  get lines(): readonly string[] {
    const all = this.#open === "" ? this.#lines : [...this.#lines, this.#open];
    const kept: string[] = [];
    let characters = 0;
    for (const line of all.slice(-maxLines).toReversed()) {
      characters += line.length;
      if (characters > maxCharacters) break;
      kept.unshift(line);
    }
    return kept;
  }
}
