/** Asking an object for its image, in the forms a browser's `<img>` draws. */
import type { SnakeBridge } from "../../bridge/index.js";
import type { PanelImage } from "../../protocol/displayPanel.js";
import type { ObjectAddress } from "../../protocol/inspection.js";

/** The endings of files by what `<img>` draws; the best first. */
export const imageEndings: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/svg+xml": "svg",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

const mimeTypes = Object.keys(imageEndings);

/** Runs code of the object; rejects as `bridge.inspection.display` does. */
export async function askForImage(
  bridge: SnakeBridge,
  address: ObjectAddress,
  signal?: AbortSignal,
): Promise<PanelImage> {
  const { data, ...image } = await bridge.inspection.display({ ...address, mimeTypes }, signal);
  // An array of its own: VS Code sends no buffers of Node as what they are.
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
  return { ...image, data: bytes };
}
