/** Opens the menu of a row without the mouse: by the event that a right click would make. */

/** VS Code reads the row's `data-vscode-context` off the event and shows its own menu. */
export function openRowMenu(row: Element | null): void {
  if (!row) return;
  const { left, bottom } = row.getBoundingClientRect();
  row.dispatchEvent(
    new MouseEvent("contextmenu", {
      bubbles: true,
      cancelable: true,
      // Also out of a shadow tree.
      composed: true,
      button: 2,
      clientX: left + row.clientHeight,
      clientY: bottom,
    }),
  );
}
