/**
 * Which key means what in the tree, as WAI-ARIA's tree pattern and VS Code's own lists have it. Pure: a
 * key and the row it is pressed on in, what to do out.
 */

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export interface KeyContext {
  readonly index: number;
  readonly rows: number;
  readonly parent: number;
  readonly expanded: boolean | null;
  /** Rows that fit on one screen. */
  readonly pageRows: number;
}

export type KeyMeaning =
  | { readonly kind: "move"; readonly to: number }
  | { readonly kind: "extend"; readonly to: number }
  | { readonly kind: "toggle" }
  | { readonly kind: "selectAll" }
  | { readonly kind: "undo" }
  | { readonly kind: "seek" }
  | { readonly kind: "open"; readonly on: boolean }
  | { readonly kind: "activate" }
  | { readonly kind: "release" }
  | { readonly kind: "cancel" }
  | { readonly kind: "menu" }
  | { readonly kind: "type"; readonly text: string };

export function meaningOf(press: KeyPress, context: KeyContext): KeyMeaning | undefined {
  // What a Mac's keyboard has for Delete.
  if (press.metaKey && press.key === "Backspace") return { kind: "release" };
  if (press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey) return withControl(press);
  // The context-menu key needs no word here: browsers turn it into an event of its own.
  if (press.key === "F10") return press.shiftKey ? { kind: "menu" } : undefined;
  const moved = movement(press.key, context);
  if (moved?.kind === "move" && press.shiftKey && isVertical(press.key)) {
    return { kind: "extend", to: moved.to };
  }
  return moved ?? actionOf(press.key);
}

function withControl({ key, shiftKey }: KeyPress): KeyMeaning | undefined {
  if (shiftKey) return undefined;
  switch (key) {
    case "a":
      return { kind: "selectAll" };
    case "g":
      return { kind: "seek" };
    case "z":
      return { kind: "undo" };
    case " ":
      return { kind: "toggle" };
    default:
      return undefined;
  }
}

function isVertical(key: string): boolean {
  return key !== "ArrowLeft" && key !== "ArrowRight";
}

function movement(key: string, context: KeyContext): KeyMeaning | undefined {
  const { index, rows, parent, expanded, pageRows } = context;
  const to = (target: number): KeyMeaning => {
    return { kind: "move", to: Math.max(0, Math.min(rows - 1, target)) };
  };
  switch (key) {
    case "ArrowDown":
      return to(index + 1);
    case "ArrowUp":
      return to(index - 1);
    case "Home":
      return to(0);
    case "End":
      return to(rows - 1);
    case "PageDown":
      return to(index + pageRows);
    case "PageUp":
      return to(index - pageRows);
    case "ArrowRight":
      return expanded === null ? undefined : expanded ? to(index + 1) : { kind: "open", on: true };
    case "ArrowLeft":
      if (expanded) return { kind: "open", on: false };
      return parent < 0 ? undefined : to(parent);
    default:
      return undefined;
  }
}

function actionOf(key: string): KeyMeaning | undefined {
  switch (key) {
    case "Enter":
    case " ":
      return { kind: "activate" };
    case "Delete":
      return { kind: "release" };
    case "Escape":
      return { kind: "cancel" };
    default:
      return /^.$/u.test(key) ? { kind: "type", text: key } : undefined;
  }
}
