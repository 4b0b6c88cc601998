/**
 * Which rows stay on top while what they hold scrolls past: what holds the first row in view, one line for each level.
 * The last row of what one holds pushes it up and away. Pure; positions are in pixels from the top of the view.
 */
import type { NodeKey } from "./nodeKeys.js";
import type { Placed } from "./outline.js";

/** More would leave too little of the view. */
const mostSticky = 5;

export interface StickyRow<Row> {
  readonly row: Row;
  readonly top: number;
}

export interface ScrolledRows<Row> {
  readonly rowAt: (index: number) => Row | undefined;
  /** How far the rows are scrolled. */
  readonly offset: number;
  readonly height: number;
}

type AnyRow = Placed<{ readonly key: NodeKey; readonly expanded: boolean | null }>;

/** The outermost first. */
export function stickyRows<Row extends AnyRow>(list: ScrolledRows<Row>): readonly StickyRow<Row>[] {
  const { rowAt, offset, height } = list;
  const sticky: StickyRow<Row>[] = [];
  while (sticky.length < mostSticky) {
    const line = sticky.length * height;
    const path = pathTo(list, Math.floor((offset + line) / height));
    const holder = path[sticky.length];
    if (sticky.some(({ row }, level) => path[level]?.index !== row.index)) break;
    // Where it stands by itself it need not be held.
    if (!holder || holder.index * height - offset >= line) break;
    const next = Math.ceil((offset + line + height) / height) - 1;
    const isInside = rowAt(next) === undefined || pathTo(list, next).some(isRow(holder));
    const top = isInside ? line : next * height - offset - height;
    sticky.push({ row: holder, top });
  }
  return sticky;
}

/** How many lines over a row the rows that hold it take. */
export function linesOver(row: AnyRow): number {
  return Math.min(mostSticky, row.level - 1);
}

/** What holds the row, the outermost first, and the row itself if it holds others. */
function pathTo<Row extends AnyRow>({ rowAt }: ScrolledRows<Row>, index: number): readonly Row[] {
  const path: Row[] = [];
  let row = rowAt(index);
  if (row && row.content.expanded !== true) row = rowAt(row.parent);
  for (; row; row = rowAt(row.parent)) path.unshift(row);
  return path;
}

function isRow({ index }: AnyRow): (row: AnyRow) => boolean {
  return (row) => row.index === index;
}
