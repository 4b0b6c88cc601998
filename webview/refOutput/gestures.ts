/**
 * Whose keys, wheel and menus are whose in an output: the inspector's while it has a use for them, the notebook's
 * otherwise.
 */

export function keepGestures(root: ShadowRoot): void {
  root.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && isOurs(event)) event.stopPropagation();
  });
  root.addEventListener("wheel", (event) => {
    if (event instanceof WheelEvent && canScroll(event)) event.stopPropagation();
  });
  // VS Code would give the keyboard to the output, and so close the menu that a button opens.
  root.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".toolbar"))
      event.stopPropagation();
  });
  // VS Code asks what the menu is about only outside.
  root.addEventListener("contextmenu", ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-vscode-context]") : null;
    const context = row?.getAttribute("data-vscode-context");
    if (context) root.host.setAttribute("data-vscode-context", context);
    else root.host.removeAttribute("data-vscode-context");
  });
}

/** Letters and arrows are commands of the notebook where nothing else takes them; these lead out of an output. */
function isOurs({ key, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (/^(Escape|Tab|F\d+)$/.test(key)) return false;
  return defaultPrevented || !(ctrlKey || metaKey || altKey);
}

/** Whether something under the pointer scrolls on that way. */
function canScroll(event: WheelEvent): boolean {
  return event.composedPath().some((element) => {
    if (!(element instanceof HTMLElement) || !element.matches(".scroller, .details")) return false;
    const { scrollTop, scrollHeight, clientHeight } = element;
    return event.deltaY < 0 ? scrollTop > 0 : scrollTop + clientHeight < scrollHeight - 1;
  });
}
