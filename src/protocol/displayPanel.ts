/**
 * Everything the extension host and a page that shows an object as an image or HTML say to each other, and the image
 * that a row of the inspector shows in small. The page knows no session and no ref: the host has one page for one object.
 */

/** An encoded image; of SVG `data` is its text in UTF-8, and its size is not told. Shown by `<img>` alone. */
export interface PanelImage {
  readonly mimeType: string;
  readonly data: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * Host → page. `running` comes first, and again for each new attempt; `html` is as the object gave it, and made safe by
 * the page. `ended`: the object is gone, for this reason; what was shown stays.
 */
export type ToDisplayPanelMessage =
  | { readonly kind: "running"; readonly title: string }
  | { readonly kind: "image"; readonly typeName: string; readonly image: PanelImage }
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "ended"; readonly message: string };

/**
 * Page → host. `ready` asks for what is there; `again` has the object show itself anew, `cancel` interrupts that; `save`
 * writes the image to a file of the person's choice.
 */
export interface FromDisplayPanelMessage {
  readonly kind: "ready" | "again" | "cancel" | "save";
}
