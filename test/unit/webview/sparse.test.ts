/** A sparse list against the plain array it stands for. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  cut,
  gapsIn,
  itemAt,
  knownItems,
  mapItems,
  nothingKnown,
  positionWhere,
  withItems,
  withoutPositions,
} from "../../../webview/model/sparse.js";
import type { Sparse } from "../../../webview/model/sparse.js";

const size = 40;
type Model = readonly (number | undefined)[];

const windows = fc.array(
  fc.record({ start: fc.nat(size - 1), items: fc.array(fc.nat(), { maxLength: 12 }) }),
  { maxLength: 8 },
);

function build(steps: readonly { start: number; items: readonly number[] }[]): {
  sparse: Sparse<number>;
  model: Model;
} {
  const model: (number | undefined)[] = [];
  let sparse: Sparse<number> = nothingKnown;
  for (const { start, items } of steps) {
    sparse = withItems(sparse, start, items);
    for (const [offset, item] of items.entries()) model[start + offset] = item;
  }
  return { sparse, model };
}

function plain(sparse: Sparse<number>): Model {
  const model: (number | undefined)[] = [];
  for (const { position, item } of knownItems(sparse)) model[position] = item;
  return model;
}

/** Runs in order, none empty, none touching the next. */
function isNormal(sparse: Sparse<unknown>): boolean {
  return sparse.every((run, index) => {
    const next = sparse[index + 1];
    return run.items.length > 0 && (!next || run.start + run.items.length < next.start);
  });
}

describe("sparse", () => {
  it("knows what was put in, whatever the order and overlap of the windows", () => {
    fc.assert(
      fc.property(windows, (steps) => {
        const { sparse, model } = build(steps);
        for (let position = 0; position < size + 12; position += 1) {
          expect(itemAt(sparse, position)).toBe(model[position]);
        }
        expect(isNormal(sparse)).toBe(true);
      }),
    );
  });

  it("moves up what follows a position that goes", () => {
    const positions = fc.uniqueArray(fc.nat(size), { maxLength: 10 });
    fc.assert(
      fc.property(windows, positions, (steps, picked) => {
        const { sparse, model } = build(steps);
        const gone = picked.toSorted((one, other) => one - other);
        const rest = Array.from({ length: size + 12 }, (_, index) => model[index]);
        for (const position of gone.toReversed()) rest.splice(position, 1);
        const left = withoutPositions(sparse, gone);
        for (const [position, item] of rest.entries()) expect(itemAt(left, position)).toBe(item);
        expect(isNormal(left)).toBe(true);
      }),
    );
  });

  it("names exactly the positions it does not know as gaps", () => {
    fc.assert(
      fc.property(windows, fc.nat(size), fc.nat(size), (steps, one, other) => {
        const { sparse, model } = build(steps);
        const span = { start: Math.min(one, other), end: Math.max(one, other) };
        const missing = gapsIn(sparse, span).flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, offset) => start + offset),
        );
        const expected = Array.from({ length: span.end - span.start }, (_, i) => span.start + i);
        expect(missing).toEqual(expected.filter((position) => model[position] === undefined));
      }),
    );
  });

  it("cuts out a span and leaves the positions as they are", () => {
    fc.assert(
      fc.property(windows, fc.nat(size), fc.nat(size), (steps, one, other) => {
        const { sparse, model } = build(steps);
        const span = { start: Math.min(one, other), end: Math.max(one, other) };
        const inside = plain(cut(sparse, span));
        for (let position = 0; position < size; position += 1) {
          const isInside = position >= span.start && position < span.end;
          expect(inside[position]).toBe(isInside ? model[position] : undefined);
        }
      }),
    );
  });

  it("gives back the very same value when a change changes nothing", () => {
    const { sparse } = build([{ start: 3, items: [1, 2] }]);
    expect(mapItems(sparse, (item) => item)).toBe(sparse);
    expect(plain(mapItems(sparse, (item) => item + 1))).toEqual(plain(withItems([], 3, [2, 3])));
  });

  it("finds the position of an item", () => {
    const { sparse } = build([
      { start: 3, items: [1, 2] },
      { start: 10, items: [7] },
    ]);
    expect(positionWhere(sparse, (item) => item === 7)).toBe(10);
    expect(positionWhere(sparse, (item) => item === 9)).toBeUndefined();
  });
});
