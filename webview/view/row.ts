/**
 * Draws one row: what it is in the ARIA tree, and its columns. Values come in as text only.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { styleMap } from "lit/directives/style-map.js";

import type { Intents } from "../intents.js";
import { rowContext } from "../model/rowContext.js";
import type { RowContent } from "../model/rowContent.js";
import type { PanelState } from "../model/state.js";
import type { PlacedRow } from "../store.js";

import type { Clock } from "./clock.js";
import { actionTemplates } from "./rowActions.js";
import { columnsOf } from "./rowColumns.js";
import { ticking } from "./ticking.js";
import { rowLabel, rowTooltip } from "./words.js";

export interface RowView {
  readonly state: PanelState;
  readonly intents: Intents;
  readonly clock: Clock;
  readonly isFocused: boolean;
  readonly isHovered: boolean;
}

export function rowId(index: number): string {
  return `row-${index}`;
}

export function rowTemplate(row: PlacedRow, view: RowView): TemplateResult {
  const { content } = row;
  const { state, isFocused, isHovered } = view;
  const context = rowContext(content);
  const tooltip = isHovered ? rowTooltip(content, state, performance.now()) : undefined;
  return html`<div
    id=${rowId(row.index)}
    role="treeitem"
    class=${classMap(classesOf(content, view))}
    style=${styleMap({ "--level": String(row.level) })}
    aria-level=${row.level}
    aria-setsize=${row.setSize}
    aria-posinset=${row.posInSet}
    aria-expanded=${ifDefined(content.expanded ?? undefined)}
    aria-selected=${isFocused}
    aria-busy=${ifDefined(content.kind === "pending" ? true : undefined)}
    aria-label=${labelOf(content, view)}
    title=${ifDefined(tooltip)}
    data-index=${row.index}
    data-vscode-context=${ifDefined(context && JSON.stringify(context))}
  >
    <span class="indent"></span>${twisty(content)}${columnsOf(content, view)}${actions(
      content,
      view,
    )}
  </div>`;
}

/** A label that tells a remaining time has to follow it. */
function labelOf(content: RowContent, { state, clock }: RowView): unknown {
  const label = (): string => rowLabel(content, state, performance.now());
  const isTimed = content.kind === "ref" && content.entry.expiresAtMs !== null;
  return isTimed ? ticking(clock, label) : label();
}

function classesOf(content: RowContent, { state, isFocused }: RowView): Record<string, boolean> {
  const flashes = state.flashing.get(content.key);
  return {
    row: true,
    [`row-${content.kind}`]: true,
    focused: isFocused,
    // Two equal animations take turns, so that a change during a flash flashes anew.
    "flash-odd": flashes !== undefined && flashes % 2 === 1,
    "flash-even": flashes !== undefined && flashes % 2 === 0,
    outdated: "spot" in content && content.kind !== "pending" && !content.spot.isFresh,
  };
}

function twisty({ expanded }: RowContent): TemplateResult {
  const icon = expanded ? "codicon-chevron-down" : "codicon-chevron-right";
  return expanded === null
    ? html`<span class="twisty"></span>`
    : html`<span class="twisty codicon ${icon}" data-twisty></span>`;
}

function actions(content: RowContent, view: RowView): TemplateResult | typeof nothing {
  if (!view.isFocused && !view.isHovered) return nothing;
  const templates = actionTemplates(content, {
    intents: view.intents,
    isTabStop: view.isFocused,
    isConfirming: view.state.confirming === content.key,
  });
  return templates.length === 0 ? nothing : html`<span class="actions">${templates}</span>`;
}
