/**
 * The bar at the end of the view: the question before several refs are released, with what that does, and the way
 * back after any release. In the view, so that it stops nobody.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { ReleaseImpact } from "../../src/protocol/lettingGo.js";
import { textButton } from "../controls.js";
import type { PanelState, PendingRelease, Undo } from "../model/state.js";
import type { Selection } from "../selection.js";

import type { Clock } from "./clock.js";
import { formatBytes } from "./facts.js";
import { ticking } from "./ticking.js";
import { countOf, undoText } from "./words.js";

/** Names, and refs that stay, told in the bar. */
const mostTold = 5;

export function barTemplate(
  { pendingRelease, undo }: PanelState,
  selection: Selection,
  clock: Clock,
): TemplateResult | typeof nothing {
  if (pendingRelease) return questionTemplate(pendingRelease, selection);
  return undo ? undoTemplate(undo, selection, clock) : nothing;
}

function questionTemplate(pending: PendingRelease, selection: Selection): TemplateResult {
  const count = countOf(pending.refs.length, "ref");
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") selection.cancel();
  };
  return html`<div
    class="bar question-bar"
    role="group"
    aria-label="Release ${count}?"
    aria-describedby="impact"
    @keydown=${onKey}
  >
    <div class="bar-text">
      <span class="bar-title">Release ${count}?</span>
      <span id="impact" class="bar-detail"
        >${impactLines(pending).map((line) => html`<span>${line}</span> `)}</span
      >
    </div>
    ${textButton("Release", { label: `Release ${count}`, onPress: () => selection.confirm() })}
    ${textButton("Cancel", {
      label: `Cancel: keep ${count}`,
      onPress: () => selection.cancel(),
      isPrimary: false,
    })}
  </div>`;
}

function undoTemplate(undo: Undo, selection: Selection, clock: Clock): TemplateResult {
  const text = (): string => `Undo (${secondsLeft(undo, performance.now())} s)`;
  const label = `Undo: ${undoText(undo)}`;
  return html`<div class="bar undo-bar" role="group" aria-label=${undoText(undo)}>
    <div class="bar-text"><span class="bar-title">${undoText(undo)}</span></div>
    ${textButton(html`${ticking(clock, text)}`, { label, onPress: () => selection.undo() })}
  </div>`;
}

function secondsLeft({ untilMs }: Undo, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

/** What the release would do, one sentence a fact. */
export function impactLines({ refs, impact, failure }: PendingRelease): readonly string[] {
  if (failure !== null) return [failure];
  if (!impact) return ["Looking at what that does…"];
  return [
    sizeLine(impact),
    impact.count < refs.length ? `${countOf(refs.length - impact.count, "ref")} gone already.` : "",
    namesLine(impact),
    reachedLine(impact),
  ].filter(Boolean);
}

function sizeLine({ count, sizeBytes, unsized }: ReleaseImpact): string {
  if (count === unsized) return "Their size is not known.";
  const more = unsized > 0 ? `, ${countOf(unsized, "ref")} of unknown size` : "";
  return `${formatBytes(sizeBytes)}${more}.`;
}

function namesLine({ names }: ReleaseImpact): string {
  return names.length === 0 ? "No name breaks." : `Names that break: ${told(names)}.`;
}

function reachedLine({ reached, reachedTotal, isWhole }: ReleaseImpact): string {
  const more = isWhole ? "" : " Not everything was looked at.";
  if (reachedTotal === 0) return more.trim();
  const roots = [...new Set(reached.map(({ from }) => from))];
  return `${countOf(reachedTotal, "object")} also reached from ${told(roots)}.${more}`;
}

function told(names: readonly string[]): string {
  const rest = names.length - mostTold;
  const first = names.slice(0, mostTold).join(", ");
  return rest > 0 ? `${first} and ${rest} more` : first;
}
