/** Gives up the images of rows that show them no more: until then each holds its bytes in memory. */
import { giveUp } from "./pictures.js";
import type { Store } from "./store.js";
import type { PanelState } from "./model/state.js";

export function keepPictures(store: Store): void {
  let evaluations: PanelState["evaluations"] = store.state.evaluations;
  let known: ReadonlySet<string> = new Set();
  store.subscribe(() => {
    if (store.state.evaluations === evaluations) return;
    ({ evaluations } = store.state);
    const shown = new Set(addressesIn(evaluations));
    for (const address of known) if (!shown.has(address)) giveUp(address);
    known = shown;
  });
}

function* addressesIn(evaluations: PanelState["evaluations"]): Iterable<string> {
  for (const evaluation of evaluations.values()) {
    if (evaluation.status === "image") yield evaluation.address;
  }
}
