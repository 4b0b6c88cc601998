/**
 * Turns keys, clicks and menus on the tree into what they mean. It finds rows by the index they carry and
 * leaves every change to the intents.
 */
import type { Intents } from "../intents.js";
import { knownIndexes } from "../model/outline.js";
import type { RowContent } from "../model/rowContent.js";
import type { PlacedRow, Store } from "../store.js";

import { meaningOf } from "./keyboard.js";
import type { KeyMeaning } from "./keyboard.js";
import { Typeahead } from "./typeahead.js";
import { nameOf } from "./words.js";

/** What gestures need of the tree on the page. */
export interface TreePage {
  readonly pageRows: () => number;
  readonly reveal: (index: number) => void;
  /** Asks for an index or key to go to. */
  readonly seek: () => void;
  /** Brings the keyboard back from a button to the tree. */
  readonly focus: () => void;
  /** Shows the menu of a row. */
  readonly openMenu: (index: number) => void;
}

export class TreeGestures {
  readonly #store: Store;
  readonly #intents: Intents;
  readonly #page: TreePage;
  readonly #typeahead = new Typeahead();

  constructor(store: Store, intents: Intents, page: TreePage) {
    this.#store = store;
    this.#intents = intents;
    this.#page = page;
  }

  key(event: KeyboardEvent): void {
    const row = this.#store.rowAt(this.#store.focusIndex);
    if (!row) return;
    const { index, parent, content } = row;
    const meaning = meaningOf(event, {
      index,
      parent,
      expanded: content.expanded,
      rows: this.#store.outline.rows,
      pageRows: this.#page.pageRows(),
    });
    if (!meaning || (isOnButton(event) && !isLeavingButton(meaning))) return;
    event.preventDefault();
    // Else VS Code takes them for its own: Ctrl+G for a line of the editor.
    if (event.ctrlKey || event.metaKey) event.stopPropagation();
    this.#page.focus();
    if (meaning.kind !== "type") this.#typeahead.reset();
    this.#act(meaning, row, event);
  }

  /** A click goes to the row, and opens or closes it; a click on a button is the button's. */
  click(event: MouseEvent): void {
    const row = this.#rowOf(event);
    if (!row || isOnButton(event)) return;
    if (event.shiftKey) this.#extendTo(row);
    else if (event.ctrlKey || event.metaKey) this.#toggle(row);
    if (event.shiftKey || event.ctrlKey || event.metaKey) return;
    this.#goTo(row);
    // One on top of what it holds is a way back to where it stands.
    if (!isSticky(event)) this.#intents.setOpen(row.content, !row.content.expanded);
  }

  /** The menu key means the row with the focus, not the tree as a whole. */
  contextMenu(event: MouseEvent): void {
    const row = this.#rowOf(event);
    if (row) {
      this.#show(row);
      const { selection } = this.#store.state;
      if (!selection.has(row.content.key)) this.#intents.selection.clear();
    } else if (event.button !== 2) {
      event.preventDefault();
      event.stopPropagation();
      this.#page.openMenu(this.#store.focusIndex);
    }
  }

  /** The row under the pointer. */
  rowAt(event: Event): PlacedRow | undefined {
    return this.#rowOf(event);
  }

  #act(meaning: KeyMeaning, row: PlacedRow, event: KeyboardEvent): void {
    switch (meaning.kind) {
      case "move":
        this.#goTo(this.#store.rowAt(meaning.to));
        break;
      case "extend":
        this.#extendTo(this.#store.rowAt(meaning.to));
        break;
      case "toggle":
        this.#toggle(row);
        break;
      case "selectAll":
        this.#intents.selection.all();
        break;
      case "undo":
        this.#intents.selection.undo();
        break;
      case "seek":
        this.#page.seek();
        break;
      case "open":
        this.#intents.setOpen(row.content, meaning.on);
        break;
      case "activate":
        this.#intents.activate(row.content);
        this.#page.reveal(this.#store.focusIndex);
        break;
      case "release":
        this.#intents.release(row.content);
        break;
      case "cancel":
        this.#intents.cancel();
        break;
      case "menu":
        this.#page.openMenu(row.index);
        break;
      case "type":
        this.#find(meaning.text, row.index, event.timeStamp);
        break;
    }
  }

  #find(letter: string, from: number, nowMs: number): void {
    const list = {
      from,
      rows: knownIndexes(this.#store.outline),
      nameAt: (index: number): string => typedName(this.#store.rowAt(index)?.content),
    };
    this.#goTo(this.#store.rowAt(this.#typeahead.find(letter, nowMs, list) ?? -1));
  }

  #extendTo(row: PlacedRow | undefined): void {
    if (!row) return;
    this.#intents.selection.extendTo(row);
    this.#show(row);
  }

  #toggle(row: PlacedRow): void {
    this.#intents.selection.toggle(row);
    this.#show(row);
  }

  /** Goes to a row, which is then the only one that counts. */
  #goTo(row: PlacedRow | undefined): void {
    if (!row) return;
    this.#intents.selection.clear();
    this.#show(row);
  }

  #show(row: PlacedRow): void {
    this.#intents.focus(row.content.key);
    this.#page.reveal(row.index);
  }

  #rowOf(event: Event): PlacedRow | undefined {
    const element = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    const index = element?.getAttribute("data-index");
    return index ? this.#store.rowAt(Number(index)) : undefined;
  }
}

function typedName(row: RowContent | undefined): string {
  return row ? nameOf(row) : "";
}

function isOnButton(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("vscode-button") !== null;
}

function isSticky(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("[data-sticky]") !== null;
}

function isLeavingButton({ kind }: KeyMeaning): boolean {
  return kind === "move" || kind === "cancel";
}
