/**
 * The columns of each kind of row: icon, name with preview, type, size, life. Which of them a narrow view
 * leaves out is for the style sheet to say. Screen readers get the row's label, which says it all, and the
 * buttons; the columns are hidden from them.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { ObjectSummary } from "../../src/protocol/inspection.js";
import { iconButton, progressRing } from "../controls.js";
import type { NodeKey } from "../model/nodeKeys.js";
import type {
  ChildRow,
  FailureRow,
  ObjectRow,
  RefRow,
  RowContent,
  SessionRow,
  TombstoneRow,
  WorkerRow,
} from "../model/rowContent.js";

import type { Change } from "../model/state.js";

import { lazyControls, resultTemplate } from "./evaluation.js";
import {
  extentOf,
  formatBytes,
  groupDigits,
  textBefore,
  toOneLine,
  typeAndExtent,
} from "./facts.js";
import { impactLines } from "./bars.js";
import { kindIcons, workerIcons } from "./icons.js";
import { previewTemplate } from "./preview.js";
import type { RowView } from "./row.js";
import { ticking } from "./ticking.js";
import { lifeTemplate } from "./ttl.js";
import {
  countOf,
  limitsText,
  nameOf,
  placeOf,
  refCountText,
  usedOf,
  workerDetail,
} from "./words.js";

type Drawing = TemplateResult | typeof nothing;

export function columnsOf(row: RowContent, view: RowView): Drawing {
  switch (row.kind) {
    case "worker":
      return workerColumns(row);
    case "session":
      return sessionColumns(row, view);
    case "ref":
      return refColumns(row, view);
    case "tombstone":
      return tombstoneColumns(row);
    case "child":
      return childColumns(row, view);
    case "group":
    case "refGroup":
      return html`<span class="main"
          ><span class="group-name" aria-hidden="true">${nameOf(row)}</span></span
        >
        <span class="count" aria-hidden="true">${groupDigits(row.total)}</span>`;
    case "note":
      return html`<span class="main"
        ><span class="note" aria-hidden="true">${row.text}</span></span
      >`;
    case "pending":
      return html`<span class="main"><span class="placeholder" aria-hidden="true"></span></span>`;
    case "failure":
      return failureColumns(row, view);
  }
}

function workerColumns(row: WorkerRow): Drawing {
  const isStarting = row.worker.state === "starting";
  return html`${isStarting ? progressRing() : icon(workerIcons[row.worker.state])}
    <span class="main">
      <span class="title" aria-hidden="true">${nameOf(row)}</span>
      <span class="detail" aria-hidden="true">${toOneLine(workerDetail(row))}</span>
    </span>`;
}

function sessionColumns(row: SessionRow, { state }: RowView): Drawing {
  const { info, current, lost, ended } = row.session;
  if (state.confirming === row.key) {
    const { confirmingImpact: impact } = state;
    const effect = impact ? impactLines({ refs: [], impact, failure: null }) : [];
    const release = `Release ${countOf(info.refCount, "ref")} of ${nameOf(row)}?`;
    const question = [release, ...effect].join(" ");
    return html`<span class="main"
      ><span class="question" aria-hidden="true">${question}</span></span
    >`;
  }
  const whereabouts = placeOf(row)?.name ?? "";
  const detail = ended ? "ended" : lost ? (row.exitSummary ?? "lost") : whereabouts;
  return html`<span class="main ${ended || lost ? "gone" : ""}">
      <span class="title" aria-hidden="true">${nameOf(row)}</span>
      ${current ? html`<span class="codicon codicon-circle-filled current" aria-hidden="true"></span>` : nothing}
      <span class="detail" aria-hidden="true">${toOneLine(detail)}</span
      >${problem(state.problems.get(row.key))}
    </span>
    ${ended || lost ? nothing : usageColumns(row)}`;
}

function usageColumns(row: SessionRow): Drawing {
  const limits = html`<span class="limits" aria-hidden="true">${limitsText(row)}</span>`;
  const badge = html`<span class="badge" aria-hidden="true">${refCountText(row)}</span>`;
  return html`${memoryGauge(row)}${limits}${gauge(row)}${badge}`;
}

/** How much of its cluster worker's memory is in use, by all that lives there. */
function memoryGauge(row: SessionRow): Drawing {
  const place = placeOf(row);
  if (!place || place.memory === "") return nothing;
  const { memory, share, isNearlyFull } = place;
  return html`<span class="memory gauge ${isNearlyFull ? "nearly-full" : ""}" aria-hidden="true"
    >${isNearlyFull ? warning : nothing}${memory}${scale(share)}</span
  >`;
}

const warning = html`<span class="codicon codicon-warning"></span>`;

function scale(share: number | undefined): Drawing {
  if (share === undefined) return nothing;
  return html`<span class="gauge-scale"
    ><span class="gauge-used" .style=${`width: ${share * 100}%`}></span
  ></span>`;
}

/** How full the session is; where it soon evicts, in words and by an icon too. */
function gauge(row: SessionRow): Drawing {
  const used = usedOf(row);
  if (!used) return nothing;
  return html`<span class="gauge ${used.isNearlyFull ? "nearly-full" : ""}" aria-hidden="true"
    >${used.isNearlyFull ? html`${warning} ${used.text}` : nothing}${scale(used.share)}</span
  >`;
}

function refColumns(row: RefRow, view: RowView): Drawing {
  const { state, clock } = view;
  const { entry, isNextToGo } = row;
  const { info } = entry;
  return html`${icon(kindIcons[info.kind], info.kind)}
    <span class="main">
      <span class=${info.names.length > 0 ? "name" : "name unnamed"} aria-hidden="true"
        >${nameOf(row)}</span
      >
      ${shownValue(row, info, view)} ${problem(state.problems.get(row.key))} ${ofSession(row)}
    </span>
    ${isNextToGo ? html`<span class="codicon codicon-arrow-circle-up next" aria-hidden="true"></span>` : nothing}
    ${typeColumn(info)}${sizeColumn(info)}
    <span class="life" aria-hidden="true"
      >${ticking(clock, () => lifeTemplate(entry, performance.now()))}</span
    >`;
}

function ofSession({ sessionTitle }: RefRow): Drawing {
  if (sessionTitle === null) return nothing;
  return html`<span class="detail of-session" aria-hidden="true">${toOneLine(sessionTitle)}</span>`;
}

function tombstoneColumns({ grave }: TombstoneRow): Drawing {
  return html`${icon("circle-slash")}<span class="main ${grave.fades ? "fading" : ""}">
      <span class="name" aria-hidden="true">${toOneLine(grave.title)}</span>
      <span class="detail" aria-hidden="true">${toOneLine(grave.reason)}</span>
    </span>`;
}

function childColumns(row: ChildRow, view: RowView): Drawing {
  const { child, sameAs } = row;
  const { summary } = child;
  return html`<span class="main">
      <span class="name child-name" aria-hidden="true">${toOneLine(child.name)}</span>
      ${lazyControls(row, view)}
      ${sameAs === null ? nothing : cycleLink(row, sameAs, view)}${summary ? shownValue(row, summary, view) : nothing}
      ${problem(child.error ?? undefined)}
    </span>
    ${child.error === null ? factColumns(row, summary) : nothing}`;
}

function factColumns({ child }: ChildRow, summary: ObjectSummary | null): Drawing {
  return html`${summary ? typeColumn(summary) : lazyReason(child.lazyReason)}${sizeColumn(summary)}
    <span class="life" aria-hidden="true"></span>`;
}

function failureColumns(row: FailureRow, view: RowView): Drawing {
  return html`<span class="main">${problem(row.message)}</span>${iconButton("refresh", {
      label: "Retry",
      onPress: () => view.intents.retry(row),
      isTabStop: view.isFocused,
    })}`;
}

function icon(name: string, kind = ""): TemplateResult {
  return html`<span
    class="icon codicon codicon-${name} ${kind && `kind-${kind}`}"
    aria-hidden="true"
  ></span>`;
}

function typeColumn(summary: ObjectSummary): TemplateResult {
  const extent = extentOf(summary);
  return html`<span class="type" aria-hidden="true"
    ><span class="type-name">${toOneLine(summary.typeName)}</span
    >${extent === "" ? nothing : html` <span class="extent">${extent}</span>`}</span
  >`;
}

function lazyReason(reason: string | null): TemplateResult {
  return html`<span class="type lazy-reason" aria-hidden="true">${reason}</span>`;
}

function sizeColumn(summary: ObjectSummary | null): TemplateResult {
  const bytes = summary?.sizeBytes ?? null;
  return html`<span class="size" aria-hidden="true"
    >${bytes === null ? "" : formatBytes(bytes)}</span
  >`;
}

function shownValue(row: ObjectRow, summary: ObjectSummary, view: RowView): Drawing {
  return (
    resultTemplate(row, view) ??
    html`${valueBefore(view.state.changes.get(row.key), summary)}${valueOf(summary)}`
  );
}

function valueBefore(change: Change | undefined, now: ObjectSummary): Drawing {
  if (!change) return nothing;
  return html`<span class="before" aria-hidden="true"
    ><span class="before-text">${toOneLine(textBefore(change.was, now))}</span> →</span
  >`;
}

/** An object that shows nothing of itself says its type, where a narrow view has no column for that. */
function valueOf(summary: ObjectSummary): TemplateResult {
  return summary.preview.length > 0
    ? html`<span class="value" aria-hidden="true">${previewTemplate(summary.preview)}</span>`
    : html`<span class="value short-type" aria-hidden="true"
        >${toOneLine(typeAndExtent(summary))}</span
      >`;
}

function cycleLink(
  row: ChildRow,
  sameAs: NodeKey,
  { intents, isFocused }: RowView,
): TemplateResult {
  return iconButton("arrow-up", {
    label: `Go to the same object as ${nameOf(row)}`,
    onPress: () => intents.goTo(row, sameAs),
    isTabStop: isFocused,
  });
}

function problem(message: string | undefined): Drawing {
  if (message === undefined) return nothing;
  return html`<span class="problem" aria-hidden="true">
    <span class="codicon codicon-error"></span>
    <span class="problem-text">${toOneLine(message)}</span>
  </span>`;
}
