/**
 * The buttons of a row, as a toolbar beside the tree that lies over the row's end. Inside a tree item
 * they would be part of its name, and out of reach for some screen readers. Tab goes from the tree to the
 * toolbar of the focused row.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

import { iconButton, textButton } from "../controls.js";
import type { Intents } from "../intents.js";
import { rowContext } from "../model/rowContext.js";
import type { PanelState } from "../model/state.js";
import type { PlacedRow } from "../store.js";

import type { RowAction } from "./rowActions.js";
import { nameOf } from "./words.js";

export interface ToolbarPlace {
  readonly row: PlacedRow;
  readonly actions: readonly RowAction[];
  /** Where the row stands on the canvas, in pixels. */
  readonly top: number;
  readonly isTabStop: boolean;
  readonly state: PanelState;
}

export function toolbarTemplate(place: ToolbarPlace, intents: Intents): TemplateResult {
  const { row, actions, top, isTabStop, state } = place;
  const context = rowContext(row.content, state);
  return html`<div
    class="toolbar for-${row.content.kind}"
    role="toolbar"
    aria-label="Actions for ${nameOf(row.content)}"
    .style=${`transform: translateY(${top}px)`}
    data-index=${row.index}
    data-vscode-context=${ifDefined(context && JSON.stringify(context))}
  >
    ${actions.map(({ icon, text, label, run }) => {
      const options = { label, isTabStop, onPress: () => run(intents) };
      return text === undefined ? iconButton(icon, options) : textButton(text, options);
    })}
  </div>`;
}
