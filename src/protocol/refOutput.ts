/**
 * What a notebook's renderer and the extension host say to each other about the refs that outputs show. Each output
 * holds an inspector; what that and the host say is passed on as it is, by the number of its page.
 */

/** The media type of a ref in an output; beside it always stands its text. */
export const refMime = "application/vnd.snakebridge.ref+json";

/** For the renderer, which takes types alone. */
export type RefMime = typeof refMime;

/** Which ref an output shows; it stands beside the output while the notebook is open, never in the file. */
export interface OutputRef {
  readonly session: string;
  readonly ref: string;
}

/** What the file keeps: the beginning of what a person reads where the ref is not alive, too. */
export interface RefPreview {
  readonly preview: string;
}

/** Renderer → host. `start` says that there are no outputs yet; `open` asks for a ref's page, `page` is what it says, `close` ends it. */
export type FromRefOutput =
  | { readonly kind: "start" }
  | ({ readonly kind: "open"; readonly page: number } & OutputRef)
  | { readonly kind: "page"; readonly page: number; readonly message: unknown }
  | { readonly kind: "close"; readonly page: number };

/** Host → renderer. `alive` lets the page be shown, `gone` tells why there is none any more, in words. */
export type ToRefOutput =
  | { readonly kind: "alive"; readonly page: number }
  | { readonly kind: "page"; readonly page: number; readonly message: unknown }
  | { readonly kind: "gone"; readonly page: number; readonly reason: string };
