/** The selected cells: where the selection began, and where the keyboard is. Pure. */
import type { Area } from "./blocks.js";

/** A cell; row -1 is the header. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Selection {
  readonly anchor: Spot;
  readonly active: Spot;
}

export const header = -1;

export function selectAt(spot: Spot): Selection {
  return { anchor: spot, active: spot };
}

/** The rectangle between anchor and active cell; the header is no part of it. */
export function areaOf({ anchor, active }: Selection): Area {
  return {
    top: Math.max(0, Math.min(anchor.row, active.row)),
    bottom: Math.max(anchor.row, active.row) + 1,
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column) + 1,
  };
}

export function isIn({ top, bottom, left, right }: Area, row: number, column: number): boolean {
  return row >= top && row < bottom && column >= left && column < right;
}
