/** The height of every row, which the style sheet derives from VS Code's font size. */

const fallback = 22;

/** Pixels; the style sheet registers the property as a length, so it comes computed. */
export function measureRowHeight(element: Element): number {
  const height = parseFloat(getComputedStyle(element).getPropertyValue("--row-height"));
  return height > 0 ? height : fallback;
}
