/**
 * Encoded images as addresses for `<img>`, which draws and runs nothing of them. An address holds its bytes in memory
 * until it is given up.
 */
import type { PanelImage } from "../src/protocol/displayPanel.js";

export function addressOf({ data, mimeType }: PanelImage): string {
  return URL.createObjectURL(new Blob([new Uint8Array(data)], { type: mimeType }));
}

export function giveUp(address: string): void {
  URL.revokeObjectURL(address);
}

/** What a screen reader says of an image. */
export function imageWords(typeName: string, size: Pick<PanelImage, "width" | "height">): string {
  const { width, height } = size;
  return width === null || height === null ? typeName : `${typeName}, ${pixels(width, height)}`;
}

export function pixels(width: number, height: number): string {
  return `${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels`;
}
