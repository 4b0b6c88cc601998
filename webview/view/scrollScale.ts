/**
 * Browsers cap the height of an element near 33 million pixels; a few million rows need more. Above a
 * safe height the scroll bar moves the rows by a larger step than itself. Below it nothing is scaled.
 */

const tallest = 16_000_000;

export interface ScrollScale {
  /** Height to give the canvas. */
  readonly canvas: number;
  /** From a position of the scroll bar to one in the list. */
  readonly toList: (scrollTop: number) => number;
  readonly toScrollTop: (offset: number) => number;
}

export function scaleFor(height: number, viewport: number): ScrollScale {
  const canvas = Math.min(height, tallest);
  const ratio = canvas > viewport ? (height - viewport) / (canvas - viewport) : 1;
  return {
    canvas,
    toList: (scrollTop) => scrollTop * ratio,
    toScrollTop: (offset) => offset / ratio,
  };
}
