/**
 * Takes rows out of the view by the ways that every program has: the copy gesture puts the value of the row with the
 * focus on the clipboard, or those of all selected rows, and a dragged row carries what names its object.
 */
import type { DraggedObject } from "../src/protocol/panel.js";

import { focusedBeside } from "./focus.js";
import type { Inspector } from "./inspector.js";
import { selectedWith } from "./model/lettingGo.js";
import { ownContext } from "./model/rowContext.js";
import type { RowContent } from "./model/rowContent.js";
import type { Store } from "./store.js";

const draggedObject: DraggedObject = "application/vnd.snakebridge.object";

/** Returns what stops it. */
export function takeOut({ store, intents }: Inspector, view: HTMLElement): () => void {
  const copy = (event: ClipboardEvent): void => {
    const row = store.rowAt(store.focusIndex)?.content;
    if (!row || !isObject(row) || !isInTree(view) || hasSelectedText()) return;
    event.preventDefault();
    if (selectedWith(store.state, row.key).length > 0) intents.selection.act("copy", row.key);
    else intents.run("snakebridge.copyValue", row);
  };
  // Where no text is selected the browser tells the page of it, not what has the keyboard.
  document.addEventListener("copy", copy);
  view.addEventListener("dragstart", (event) => {
    const row = rowUnder(event, store);
    const context = row && isObject(row) ? ownContext(row) : undefined;
    if (!context || !event.dataTransfer) return;
    event.dataTransfer.setData(draggedObject, JSON.stringify(context));
    event.dataTransfer.effectAllowed = "copy";
  });
  return () => document.removeEventListener("copy", copy);
}

/** Whether a row stands for an object that has a text. */
export function isObject({ kind }: RowContent): boolean {
  return kind === "ref" || kind === "child";
}

function rowUnder(event: Event, store: Store): RowContent | undefined {
  const element = event.target instanceof Element ? event.target.closest("[data-index]") : null;
  const index = element?.getAttribute("data-index");
  return index ? store.rowAt(Number(index))?.content : undefined;
}

function isInTree(view: HTMLElement): boolean {
  const focused = focusedBeside(view);
  return focused !== null && view.contains(focused) && focused.closest('[role="tree"]') !== null;
}

/** Then copying means that text. */
function hasSelectedText(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
