/**
 * Finding a row by typing the start of its name. Letters typed in quick succession make one word; the
 * same letter again goes to the next row with it.
 */

/** Letters further apart than this start a new word. */
const pauseMs = 800;

/** What can be found: rows ascending, and the one to look on from. */
export interface TypeaheadList {
  readonly from: number;
  readonly rows: Iterable<number>;
  readonly nameAt: (row: number) => string;
}

export class Typeahead {
  #word = "";
  #lastMs = -Infinity;

  /** What is typed next is a new word. */
  reset(): void {
    this.#lastMs = -Infinity;
  }

  /** The row to go to: the next one on from where one is, else the first; undefined if there is none. */
  find(letter: string, nowMs: number, { from, rows, nameAt }: TypeaheadList): number | undefined {
    const isNew = nowMs - this.#lastMs > pauseMs;
    const isRepeated = !isNew && this.#word === letter;
    this.#lastMs = nowMs;
    this.#word = isNew || isRepeated ? letter : this.#word + letter;
    const word = this.#word.toLowerCase();
    // A new word looks beyond the row one is on; a growing one may still mean it.
    const first = isNew || isRepeated ? from + 1 : from;
    let earliest: number | undefined;
    for (const row of rows) {
      if (!nameAt(row).toLowerCase().startsWith(word)) continue;
      if (row >= first) return row;
      earliest ??= row;
    }
    return earliest;
  }
}
