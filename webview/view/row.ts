/**
 * Draws one row: what it is in the ARIA tree, and its columns. Values come in as text only.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Intents } from "../intents.js";
import { rowContext } from "../model/rowContext.js";
import type { RowContent } from "../model/rowContent.js";
import type { PanelState } from "../model/state.js";
import type { PlacedRow } from "../store.js";
import { isObject } from "../taking.js";

import type { Clock } from "./clock.js";
import { columnsOf } from "./rowColumns.js";
import { ticking } from "./ticking.js";
import { rowLabel, rowTooltip } from "./words.js";

export interface RowView {
  readonly state: PanelState;
  readonly intents: Intents;
  readonly clock: Clock;
  /** Where it stands on the canvas, in pixels. */
  readonly top: number;
  readonly isFocused: boolean;
  readonly isHovered: boolean;
  /** Buttons of the toolbar that lies over the row's end, which needs room. */
  readonly actionCount: number;
}

export function rowId(index: number): string {
  return `row-${index}`;
}

/** A row's name is the text it hides from sight: its columns say the same in shorter forms. */
export function rowTemplate(row: PlacedRow, view: RowView): TemplateResult {
  const { content } = row;
  const { state, top, isHovered, actionCount } = view;
  const context = rowContext(content, state);
  const tooltip = isHovered ? rowTooltip(content, state, performance.now()) : undefined;
  return html`<div
    id=${rowId(row.index)}
    role="treeitem"
    class=${classMap(classesOf(content, view))}
    .style=${`transform: translateY(${top}px); --level: ${row.level}; --actions: ${actionCount}`}
    aria-level=${row.level}
    aria-setsize=${row.setSize}
    aria-posinset=${row.posInSet}
    aria-expanded=${ifDefined(content.expanded ?? undefined)}
    aria-selected=${isSelected(content, view)}
    aria-busy=${ifDefined(content.kind === "pending" ? true : undefined)}
    title=${ifDefined(tooltip)}
    data-index=${row.index}
    draggable=${ifDefined(isObject(content) ? "true" : undefined)}
    data-vscode-context=${ifDefined(context && JSON.stringify(context))}
  >
    <span class="spoken">${labelOf(content, view)}</span>
    ${insideOf(content, view)}
  </div>`;
}

/** What of a row is there to see. */
export function insideOf(content: RowContent, view: RowView): TemplateResult {
  return html`<span class="indent" aria-hidden="true"></span>
    <span class="twisty ${twisty(content)}" aria-hidden="true"></span>${columnsOf(content, view)}`;
}

/** A label that tells a remaining time has to follow it. */
function labelOf(content: RowContent, { state, clock }: RowView): unknown {
  const label = (): string => rowLabel(content, state, performance.now());
  const isTimed = content.kind === "ref" && content.entry.expiresAtMs !== null;
  return isTimed ? ticking(clock, label) : label();
}

function classesOf(content: RowContent, view: RowView): Record<string, boolean> {
  const { state, isFocused, isHovered, actionCount } = view;
  const flashes = state.flashing.get(content.key);
  return {
    row: true,
    [`row-${content.kind}`]: true,
    focused: isFocused,
    selected: isSelected(content, view),
    hovered: isHovered,
    acting: actionCount > 0,
    confirming: state.confirming === content.key,
    // Two equal animations take turns, so that a change during a flash flashes anew.
    "flash-odd": flashes !== undefined && flashes % 2 === 1,
    "flash-even": flashes !== undefined && flashes % 2 === 0,
    outdated: "spot" in content && content.kind !== "pending" && !content.spot.isFresh,
  };
}

/** While nothing is selected, what has the focus is. */
function isSelected({ key }: RowContent, { state, isFocused }: RowView): boolean {
  return state.selection.size > 0 ? state.selection.has(key) : isFocused;
}

function twisty({ expanded }: RowContent): string {
  if (expanded === null) return "";
  return `codicon ${expanded ? "codicon-chevron-down" : "codicon-chevron-right"}`;
}
