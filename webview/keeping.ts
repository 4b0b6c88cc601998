/**
 * Keeps in VS Code what must survive a reload of the view. A view that goes out of sight is taken apart
 * before a last word of it arrives, so what a person opens or focuses is kept at once; while they
 * scroll, the first step is, then one every now and then, and the place where they stop.
 */
import { remember } from "./model/memory.js";
import type { Memory, ScrollPlace } from "./model/memory.js";
import type { PanelState } from "./model/state.js";
import type { Store } from "./store.js";

/** Between two notes of where the view is scrolled to. */
const pauseMs = 100;

export interface Keeper {
  readonly setState: (memory: Memory) => unknown;
}

export function keepIn(keeper: Keeper, store: Store, place: () => ScrollPlace): void {
  let kept = store.state;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    kept = store.state;
    keeper.setState(remember(kept, place()));
  };
  const keepNowAndThen = (): void => {
    if (pause !== undefined) return;
    keep();
    pause = setTimeout(() => {
      pause = undefined;
      keep();
    }, pauseMs);
  };
  store.subscribe(() => {
    if (isWorthKeeping(store.state, kept)) keep();
  });
  document.addEventListener("scroll", keepNowAndThen, { capture: true, passive: true });
}

function isWorthKeeping(now: PanelState, before: PanelState): boolean {
  return (
    now.expanded !== before.expanded ||
    now.dismissed !== before.dismissed ||
    now.unasked !== before.unasked ||
    now.arrangement !== before.arrangement ||
    now.focused !== before.focused ||
    now.selection !== before.selection
  );
}
