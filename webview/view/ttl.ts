/**
 * The life a ref has left: a ring that empties and the time in words. The last tenth is told by colour,
 * icon and text, so that nobody has to see the colour. A kept ref shows a pin, an unlimited one nothing.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { RefEntry } from "../model/state.js";

import { remainingOf } from "./remaining.js";
import type { Remaining } from "./remaining.js";

export function lifeTemplate(entry: RefEntry, nowMs: number): TemplateResult | typeof nothing {
  if (entry.info.pinned) return html`<span class="codicon codicon-pinned"></span>`;
  const remaining = remainingOf(entry, nowMs);
  if (!remaining) return nothing;
  const { phase, short } = remaining;
  return html`<span class="life-${phase}"
    >${phase === "calm" ? ring(remaining) : html`<span class="codicon codicon-warning"></span>`}<span
      class="life-text"
      >${phase === "expired" ? "expired" : short}</span
    ></span
  >`;
}

/** `pathLength` makes the whole circle 1 long, so the fraction is the dash. */
function ring({ fraction }: Remaining): TemplateResult {
  return html`<svg class="ring" viewBox="0 0 12 12" aria-hidden="true">
    <circle class="ring-track" cx="6" cy="6" r="5"></circle>
    <circle
      class="ring-left"
      cx="6"
      cy="6"
      r="5"
      pathLength="1"
      stroke-dasharray="${fraction} 1"
    ></circle>
  </svg>`;
}
