/**
 * Keeps what one looks at where it is when rows come or go above it. Pure.
 */
import { indexOfKey, rowAt } from "../model/outline.js";
import type { Outline } from "../model/rows.js";
import type { Span } from "../model/sparse.js";

/** By how many rows the first row in view that still exists has moved. */
export function rowsAddedAbove(before: Outline, after: Outline, visible: Span): number {
  const end = Math.min(visible.end, before.rows);
  for (let index = visible.start; index < end; index += 1) {
    const now = indexOfKey(after, rowAt(before, index).content.key);
    if (now !== undefined) return now - index;
  }
  return 0;
}
