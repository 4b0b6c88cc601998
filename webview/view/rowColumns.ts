/**
 * The columns of each kind of row: icon, name with preview, type, size, life. Which of them a narrow view
 * leaves out is for the style sheet to say; a row's tooltip and label have them all.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { ObjectSummary } from "../../src/protocol/inspection.js";
import { badge, iconButton, progressRing } from "../controls.js";
import type {
  ChildRow,
  FailureRow,
  RefRow,
  RowContent,
  SessionRow,
  TombstoneRow,
  WorkerRow,
} from "../model/rowContent.js";
import type { Evaluation } from "../model/state.js";

import { extentOf, formatBytes, groupDigits, toOneLine } from "./facts.js";
import { kindIcons, workerIcons } from "./icons.js";
import { previewTemplate } from "./preview.js";
import type { RowView } from "./row.js";
import { ticking } from "./ticking.js";
import { lifeTemplate } from "./ttl.js";
import { countOf, nameOf, workerDetail } from "./words.js";

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
      return html`<span class="main"><span class="group-name">${nameOf(row)}</span></span>
        <span class="count">${groupDigits(row.total)}</span>`;
    case "note":
      return html`<span class="main"><span class="note">${row.text}</span></span>`;
    case "pending":
      return html`<span class="main"><span class="placeholder"></span></span>`;
    case "failure":
      return failureColumns(row, view);
  }
}

function workerColumns(row: WorkerRow): Drawing {
  const isStarting = row.worker.state === "starting";
  return html`${isStarting ? progressRing() : icon(workerIcons[row.worker.state])}
    <span class="main">
      <span class="title">${nameOf(row)}</span>
      <span class="detail">${toOneLine(workerDetail(row))}</span>
    </span>`;
}

function sessionColumns(row: SessionRow, { state }: RowView): Drawing {
  const { info, current, lost, ended } = row.session;
  if (state.confirming === row.key) {
    const question = `Release ${countOf(info.refCount, "ref")} of ${nameOf(row)}?`;
    return html`<span class="main"><span class="question">${question}</span></span>`;
  }
  const detail = ended ? "ended" : lost ? (row.exitSummary ?? "lost") : "";
  return html`<span class="main ${ended || lost ? "gone" : ""}">
      <span class="title">${nameOf(row)}</span>
      ${current ? html`<span class="codicon codicon-circle-filled current"></span>` : nothing}
      <span class="detail">${toOneLine(detail)}</span>${problem(state.problems.get(row.key))}
    </span>
    ${ended || lost ? nothing : badge(groupDigits(info.refCount))}`;
}

function refColumns(row: RefRow, { state, clock }: RowView): Drawing {
  const { entry, isNextToGo } = row;
  const { info } = entry;
  return html`${icon(kindIcons[info.kind], info.kind)}
    <span class="main">
      <span class=${info.names.length > 0 ? "name" : "name unnamed"}>${nameOf(row)}</span>
      <span class="value">${previewTemplate(info.preview)}</span>
      ${problem(state.problems.get(row.key))}
    </span>
    ${isNextToGo ? html`<span class="codicon codicon-arrow-circle-up next"></span>` : nothing}
    ${typeColumn(info)}${sizeColumn(info)}
    <span class="life">${ticking(clock, () => lifeTemplate(entry, performance.now()))}</span>`;
}

function tombstoneColumns({ grave }: TombstoneRow): Drawing {
  return html`<span class="main ${grave.fades ? "fading" : ""}">
    <span class="name gone">${grave.title}</span>
    <span class="detail">${toOneLine(grave.reason)}</span>
  </span>`;
}

function childColumns(row: ChildRow, view: RowView): Drawing {
  const { child, sameAs } = row;
  const evaluation = view.state.evaluations.get(row.key);
  const summary = child.summary ?? (evaluation?.status === "value" ? evaluation.summary : null);
  return html`<span class="main">
      <span class="name child-name">${child.name}</span>
      ${child.summary === null && child.error === null ? lazy(row, view, evaluation) : nothing}
      ${summary ? html`<span class="value">${previewTemplate(summary.preview)}</span>` : nothing}
      ${sameAs === null ? nothing : html`<span class="codicon codicon-arrow-up cycle"></span>`}
      ${problem(child.error ?? undefined)}
    </span>
    ${summary ? typeColumn(summary) : html`<span class="type">${child.lazyReason ?? ""}</span>`}`;
}

/** What only running code can tell, and what became of running it. */
function lazy(row: ChildRow, view: RowView, evaluation: Evaluation | undefined): Drawing {
  if (evaluation?.status === "running") return progressRing();
  const isAgain = evaluation !== undefined;
  const button = iconButton(isAgain ? "refresh" : "ellipsis", {
    label: `${isAgain ? "Evaluate again" : "Evaluate"} ${row.child.name}`,
    onPress: () => view.intents.evaluate(row),
    isTabStop: view.isFocused,
  });
  const isQuiet = evaluation?.status === "value" && !evaluation.outdated;
  return html`${isQuiet ? nothing : button}${
    evaluation?.status === "failed" ? problem(evaluation.message) : nothing
  }${evaluation?.status === "text" ? html`<span class="value">${toOneLine(evaluation.text)}</span>` : nothing}`;
}

function failureColumns(row: FailureRow, view: RowView): Drawing {
  return html`<span class="main">${problem(row.message)}</span>${iconButton("refresh", {
      label: "Retry",
      onPress: () => view.intents.retry(row),
      isTabStop: view.isFocused,
    })}`;
}

function icon(name: string, kind = ""): TemplateResult {
  return html`<span class="icon codicon codicon-${name} ${kind && `kind-${kind}`}"></span>`;
}

function typeColumn(summary: ObjectSummary): TemplateResult {
  const extent = extentOf(summary);
  return html`<span class="type"
    ><span class="type-name">${summary.typeName}</span
    >${extent === "" ? nothing : html` <span class="extent">${extent}</span>`}</span
  >`;
}

function sizeColumn({ sizeBytes }: ObjectSummary): TemplateResult {
  return html`<span class="size">${sizeBytes === null ? "" : formatBytes(sizeBytes)}</span>`;
}

function problem(message: string | undefined): Drawing {
  if (message === undefined) return nothing;
  return html`<span class="problem"
    ><span class="codicon codicon-error"></span>${toOneLine(message)}</span
  >`;
}
