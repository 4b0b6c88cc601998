/** Keys as the tree pattern of WAI-ARIA and VS Code's own lists have them. */
import { describe, expect, it } from "vitest";

import { meaningOf } from "../../../webview/view/keyboard.js";
import type { KeyContext, KeyMeaning, KeyPress } from "../../../webview/view/keyboard.js";
import { Typeahead } from "../../../webview/view/typeahead.js";

const context: KeyContext = { index: 5, rows: 20, parent: 2, expanded: null, pageRows: 8 };

function press(
  key: string,
  change: Partial<KeyContext> = {},
  modifiers: Partial<KeyPress> = {},
): KeyMeaning | undefined {
  const plain = { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  return meaningOf({ ...plain, ...modifiers }, { ...context, ...change });
}

describe("keyboard", () => {
  it.each([
    ["ArrowDown", 6],
    ["ArrowUp", 4],
    ["Home", 0],
    ["End", 19],
    ["PageDown", 13],
    ["PageUp", 0],
    ["ArrowLeft", 2],
  ])("moves with %s", (key, to) => {
    expect(press(key)).toEqual({ kind: "move", to });
  });

  it.each([
    ["ArrowDown", { shiftKey: true }, { kind: "extend", to: 6 }],
    ["End", { shiftKey: true }, { kind: "extend", to: 19 }],
    ["ArrowLeft", { shiftKey: true }, { kind: "move", to: 2 }],
    ["a", { ctrlKey: true }, { kind: "selectAll" }],
    ["a", { metaKey: true }, { kind: "selectAll" }],
    ["z", { ctrlKey: true }, { kind: "undo" }],
    ["g", { ctrlKey: true }, { kind: "seek" }],
    ["g", { metaKey: true }, { kind: "seek" }],
    [" ", { ctrlKey: true }, { kind: "toggle" }],
    ["z", { ctrlKey: true, shiftKey: true }, undefined],
    ["c", { ctrlKey: true }, undefined],
  ])("selects, and takes back, with %s and %o", (key, modifiers, meaning) => {
    expect(press(key, {}, modifiers)).toEqual(meaning);
  });

  it("stays within the rows", () => {
    expect(press("ArrowUp", { index: 0 })).toEqual({ kind: "move", to: 0 });
    expect(press("ArrowDown", { index: 19 })).toEqual({ kind: "move", to: 19 });
    expect(press("PageDown", { index: 18 })).toEqual({ kind: "move", to: 19 });
  });

  it("opens with ArrowRight, then goes inside", () => {
    expect(press("ArrowRight", { expanded: false })).toEqual({ kind: "open", on: true });
    expect(press("ArrowRight", { expanded: true })).toEqual({ kind: "move", to: 6 });
    expect(press("ArrowRight")).toBeUndefined();
  });

  it("closes with ArrowLeft, then goes to the parent", () => {
    expect(press("ArrowLeft", { expanded: true })).toEqual({ kind: "open", on: false });
    expect(press("ArrowLeft", { expanded: false })).toEqual({ kind: "move", to: 2 });
    expect(press("ArrowLeft", { parent: -1 })).toBeUndefined();
  });

  it.each([
    ["Enter", "activate"],
    [" ", "activate"],
    ["Delete", "release"],
    ["Escape", "cancel"],
  ])("does with %j what rows are for", (key, kind) => {
    expect(press(key)).toEqual({ kind });
  });

  it("releases with what a Mac has for Delete", () => {
    expect(press("Backspace", {}, { metaKey: true })).toEqual({ kind: "release" });
    expect(press("Backspace")).toBeUndefined();
  });

  it("opens the menu with Shift+F10", () => {
    expect(press("F10", {}, { shiftKey: true })).toEqual({ kind: "menu" });
    expect(press("F10")).toBeUndefined();
  });

  it("takes one character, of any script, as the start of a name", () => {
    expect(press("p")).toEqual({ kind: "type", text: "p" });
    expect(press("é")).toEqual({ kind: "type", text: "é" });
    expect(press("𝒳")).toEqual({ kind: "type", text: "𝒳" });
    expect(press("F5")).toBeUndefined();
    expect(press("Dead")).toBeUndefined();
  });

  it("leaves the workbench its own keys", () => {
    expect(press("p", {}, { ctrlKey: true })).toBeUndefined();
    expect(press("ArrowDown", {}, { altKey: true })).toBeUndefined();
    expect(press("Delete", {}, { metaKey: true })).toBeUndefined();
  });
});

describe("typeahead", () => {
  const names = ["demo.py", "pattern", "path", "numbers", "Point"];
  const list = (from: number) => ({
    from,
    rows: names.keys(),
    nameAt: (index: number) => names[index] ?? "",
  });

  it("goes to the next name that starts with the letter, whatever its case", () => {
    expect(new Typeahead().find("p", 0, list(1))).toBe(2);
    expect(new Typeahead().find("P", 0, list(2))).toBe(4);
  });

  it("goes on from the end to the start", () => {
    expect(new Typeahead().find("d", 0, list(3))).toBe(0);
  });

  it("makes one word of letters in quick succession", () => {
    const typeahead = new Typeahead();
    expect(typeahead.find("p", 0, list(0))).toBe(1);
    expect(typeahead.find("a", 100, list(1))).toBe(1);
    expect(typeahead.find("t", 200, list(1))).toBe(1);
    expect(typeahead.find("h", 300, list(1))).toBe(2);
  });

  it("starts anew after a pause", () => {
    const typeahead = new Typeahead();
    typeahead.find("p", 0, list(0));
    expect(typeahead.find("n", 2000, list(1))).toBe(3);
  });

  it("starts anew after a key that is no letter", () => {
    const typeahead = new Typeahead();
    typeahead.find("p", 0, list(0));
    typeahead.reset();
    expect(typeahead.find("n", 100, list(1))).toBe(3);
  });

  it("cycles with the same letter", () => {
    const typeahead = new Typeahead();
    expect(typeahead.find("p", 0, list(0))).toBe(1);
    expect(typeahead.find("p", 100, list(1))).toBe(2);
    expect(typeahead.find("p", 200, list(2))).toBe(4);
  });

  it("finds nothing rather than something else", () => {
    expect(new Typeahead().find("z", 0, list(0))).toBeUndefined();
    expect(new Typeahead().find("z", 0, { from: 0, rows: [], nameAt: () => "" })).toBeUndefined();
  });
});
