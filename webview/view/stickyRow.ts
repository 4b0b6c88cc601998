/**
 * Draws a row that stays on top of what it holds. It is there for the eye and the pointer: screen readers and the
 * keyboard have the row itself, in its place.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

import { rowContext } from "../model/rowContext.js";
import type { StickyRow } from "../model/sticky.js";
import type { PlacedRow } from "../store.js";

import { insideOf } from "./row.js";
import type { RowView } from "./row.js";

export function stickyTemplate({ row, top }: StickyRow<PlacedRow>, view: RowView): TemplateResult {
  const { content, index, level } = row;
  const context = rowContext(content, view.state);
  return html`<div
    class="row sticky row-${content.kind} ${view.isHovered ? "hovered" : ""}"
    .style=${`transform: translateY(${top}px); --level: ${level}; --actions: 0`}
    data-index=${index}
    data-sticky
    data-vscode-context=${ifDefined(context && JSON.stringify(context))}
  >
    <div class="sticky-inside" inert>${insideOf(content, view)}</div>
  </div>`;
}
