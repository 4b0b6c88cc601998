/**
 * Which element draws which row. A row keeps its own for as long as it is drawn; a row that comes takes that of one
 * that went, as changing the text of an element is several times cheaper than making one. Pure.
 */
import type { NodeKey } from "../model/nodeKeys.js";

export class Recycling {
  #slots: ReadonlyMap<NodeKey, number> = new Map();

  /** A number for each row, in their order, that stands for its element. That of `held` is nobody else's. */
  assign(keys: readonly NodeKey[], held: NodeKey | undefined): readonly number[] {
    const before = this.#slots;
    const stay = new Set(keys);
    const free = [...before].flatMap(([key, slot]) => (stay.has(key) || key === held ? [] : slot));
    free.reverse();
    let unused = Math.max(-1, ...before.values()) + 1;
    const slots = keys.map((key) => before.get(key) ?? free.pop() ?? unused++);
    this.#slots = new Map(keys.map((key, index) => [key, slots[index] ?? 0]));
    return slots;
  }
}
