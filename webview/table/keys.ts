/** Which key means what in the grid, as WAI-ARIA's grid pattern has it. Pure. */
import { header } from "./selection.js";
import type { Spot } from "./selection.js";

export interface GridKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface GridExtent {
  readonly active: Spot;
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on one screen. */
  readonly pageRows: number;
}

export type GridMeaning =
  | { readonly kind: "move"; readonly to: Spot; readonly extend: boolean }
  | { readonly kind: "selectAll" }
  | { readonly kind: "copy" }
  | { readonly kind: "sort" }
  | { readonly kind: "filter" };

export function gridMeaning(press: GridKey, extent: GridExtent): GridMeaning | undefined {
  const isCommand = press.ctrlKey || press.metaKey;
  if (isCommand && press.key.toLowerCase() === "c") return { kind: "copy" };
  if (isCommand && press.key.toLowerCase() === "a") return { kind: "selectAll" };
  if (press.altKey) return undefined;
  const isHeader = extent.active.row === header;
  if (!isCommand && isHeader && (press.key === "Enter" || press.key === " "))
    return { kind: "sort" };
  if (!isCommand && press.key === "F2") return { kind: "filter" };
  const to = target(press.key, isCommand, extent);
  return to && { kind: "move", to: within(to, extent), extend: press.shiftKey && !isHeader };
}

function target(
  key: string,
  isFar: boolean,
  { active: { row, column }, rows, columns, pageRows }: GridExtent,
): Spot | undefined {
  switch (key) {
    case "ArrowUp":
      return { row: isFar ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: isFar ? rows - 1 : row + 1, column };
    case "ArrowLeft":
      return { row, column: isFar ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: isFar ? columns - 1 : column + 1 };
    case "PageUp":
      return { row: Math.max(0, row - pageRows), column };
    case "PageDown":
      return { row: row + pageRows, column };
    case "Home":
      return { row: isFar ? 0 : row, column: 0 };
    case "End":
      return { row: isFar ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}

function within({ row, column }: Spot, { rows, columns }: GridExtent): Spot {
  return {
    row: Math.max(header, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
}
