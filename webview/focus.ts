/** Where the keyboard is, seen from an element: in its page, or in the shadow tree that it stands in. */

export function focusedBeside(element: Node): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}

/** Nothing that could use it has the keyboard. */
export function isFocusFree(element: Node): boolean {
  const focused = focusedBeside(element);
  return focused === null || focused === document.body;
}
