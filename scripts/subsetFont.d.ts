/** The one thing that is used of `subset-font`, which brings no types. */
declare module "subset-font" {
  /** The font with no other letters than those of `text`. */
  // eslint-disable-next-line no-restricted-syntax -- it is what the package exports
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: "truetype" },
  ): Promise<Uint8Array>;
}
