/**
 * Objects as they show themselves: pictures and HTML. Making one runs code of the object, so it is done only where a
 * person asks for it; which objects offer one is told by {@link ObjectSummary.displays}.
 */

import type { ObjectAddress } from "./inspection.js";
import type { WireBytes } from "./values.js";

/**
 * `snakebridge/display`: the first of the wanted entries that the object's MIME bundle has, as Jupyter calls it: from
 * `_repr_mimebundle_`, `_repr_png_`, `_repr_svg_`, `_repr_jpeg_`, `_repr_html_`; of figures of matplotlib and images of
 * Pillow a PNG that their library draws; of `bytes` that begin like an encoded image, these.
 */
export interface DisplayParams extends ObjectAddress {
  /** At least one, the best first. */
  readonly mimeTypes: readonly string[];
  /** Milliseconds after which Python is interrupted; default 10,000. */
  readonly budgetMs?: number;
}

/** At most 16 MB and 64 million pixels; what is more, or gives nothing, fails with a `python` error. */
export interface DisplayResult {
  readonly mimeType: string;
  /** Text of SVG and HTML, which nobody has made safe; the encoded bytes of other images. */
  readonly data: string | WireBytes;
  /** Pixels of an encoded image; null of text. */
  readonly width: number | null;
  readonly height: number | null;
}
