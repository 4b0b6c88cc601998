/**
 * What a cell prints, gathered for a moment before it is shown: a hundred thousand small writes are a few large ones.
 * No cell shows more than a notebook can hold; what is beyond that is counted and told of.
 */

export type StreamName = "stdout" | "stderr";

const gatherMs = 50;
/** Characters that one cell shows at most. */
const mostCharacters = 10_000_000;

export class StreamText {
  readonly #show: (stream: StreamName, text: string) => void;
  #stream: StreamName = "stdout";
  #texts: string[] = [];
  #shown = 0;
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(show: (stream: StreamName, text: string) => void) {
    this.#show = show;
  }

  write(stream: StreamName, text: string): void {
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    const room = Math.max(0, mostCharacters - this.#shown);
    this.#shown += text.length;
    this.#leftOut += Math.max(0, text.length - room);
    if (room === 0) return;
    this.#texts.push(text.slice(0, room));
    this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  /** Shows what was gathered now, because something else comes after it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#texts.join("");
    this.#texts = [];
    if (text !== "") this.#show(this.#stream, text);
  }

  /** Shows the rest; gives how many characters were left out. */
  end(): number {
    this.flush();
    return this.#leftOut;
  }
}
