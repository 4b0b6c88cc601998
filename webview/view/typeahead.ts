/**
 * Finding a row by typing the start of its name. Letters typed in quick succession make one word; the
 * same letter again goes to the next row with it.
 */

/** Letters further apart than this start a new word. */
const pauseMs = 800;

/** Rows looked at for one letter, so that a list of a million cannot make a key press slow. */
const farthest = 20_000;

export class Typeahead {
  #word = "";
  #lastMs = -Infinity;

  /** The row to go to, from `from` on and around; undefined if no name starts so. */
  find(
    letter: string,
    nowMs: number,
    list: {
      readonly from: number;
      readonly rows: number;
      readonly nameAt: (index: number) => string;
    },
  ): number | undefined {
    const isNew = nowMs - this.#lastMs > pauseMs;
    const isRepeated = !isNew && this.#word === letter;
    this.#lastMs = nowMs;
    this.#word = isNew || isRepeated ? letter : this.#word + letter;
    const word = this.#word.toLowerCase();
    // A new word looks beyond the row one is on; a growing one may still mean it.
    const first = isNew || isRepeated ? list.from + 1 : list.from;
    for (let step = 0; step < Math.min(list.rows, farthest); step += 1) {
      const index = (first + step) % list.rows;
      if (list.nameAt(index).toLowerCase().startsWith(word)) return index;
    }
    return undefined;
  }
}
