/** The shape of an image as the host sends it. What it holds is looked at by the browser alone. */
import type { PanelImage } from "../src/protocol/displayPanel.js";

import { isNumber, isText, nullable, shape } from "./check.js";
import type { Check } from "./check.js";

const isData: Check<Uint8Array> = (value) => value instanceof Uint8Array;

export const isImage = shape<PanelImage>({
  mimeType: isText,
  data: isData,
  width: nullable(isNumber),
  height: nullable(isNumber),
});
