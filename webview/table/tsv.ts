/** Cells as tab-separated text, as spreadsheets paste it. Pure. */

export function toTsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => row.map(cellText).join("\t")).join("\n");
}

/** What would end its cell is quoted. */
function cellText(cell: string | null): string {
  if (cell === null) return "";
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
