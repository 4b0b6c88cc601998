/**
 * Keeps in VS Code what must survive a reload of the view, a moment after it changed and at the latest
 * when the view goes out of sight.
 */
import { remember } from "./model/memory.js";
import type { Memory, ScrollPlace } from "./model/memory.js";
import type { Store } from "./store.js";

const pauseMs = 200;

export interface Keeper {
  readonly setState: (memory: Memory) => unknown;
}

export function keepIn(keeper: Keeper, store: Store, place: () => ScrollPlace): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    keeper.setState(remember(store.state, place()));
  };
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, pauseMs);
  };
  store.subscribe(keepSoon);
  document.addEventListener("scroll", keepSoon, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
}
