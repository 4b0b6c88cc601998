/**
 * What a row shows of code that was run for it: that it waits, runs, failed or ran out of time, each with the
 * button that goes on from there. Screen readers get the same from the row's label and the buttons.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import { iconButton, progressRing } from "../controls.js";
import { imageKey, reprKey } from "../model/nodeKeys.js";
import type { ChildRow, ObjectRow } from "../model/rowContent.js";
import type { Evaluation } from "../model/state.js";
import { imageWords } from "../pictures.js";

import { toOneLine } from "./facts.js";
import type { RowView } from "./row.js";
import { askedType, evaluationText, nameOf, reprOf, typeNameOf, unaskedText } from "./words.js";

type Drawing = TemplateResult | typeof nothing;

/** The controls of a row that only code can fill. */
export function lazyControls(row: ChildRow, view: RowView): Drawing {
  const { child } = row;
  if (child.lazyReason === null || child.error !== null) return nothing;
  const evaluation = view.state.evaluations.get(row.key);
  const again = (): void => view.intents.evaluate(row);
  if (evaluation?.status === "running") return running(row, evaluation, view);
  const isKnown = child.summary !== null;
  if (!isKnown && view.state.unasked.has(askedType(row))) return unasked(row, view);
  if (evaluation?.status === "failed") return failed(row, { evaluation, again }, view);
  if (evaluation?.status === "value" && !evaluation.outdated) return nothing;
  return iconButton(isKnown ? "refresh" : "ellipsis", {
    label: `${isKnown ? "Evaluate again" : "Evaluate"} ${child.name}`,
    onPress: again,
    isTabStop: view.isFocused,
  });
}

/** What running code gave instead of the preview, where the person asked for it; undefined where the preview stands. */
export function resultTemplate(row: ObjectRow, view: RowView): Drawing | undefined {
  return imageTemplate(row, view) ?? reprTemplate(row, view);
}

function imageTemplate(row: ObjectRow, view: RowView): Drawing | undefined {
  const evaluation = view.state.evaluations.get(imageKey(row.key));
  const again = (): void => view.intents.showImage(row);
  switch (evaluation?.status) {
    case "running":
      return running(row, evaluation, view);
    case "failed":
      return failed(row, { evaluation, again }, view);
    case "image":
      return html`<img
        class="thumbnail"
        src=${evaluation.address}
        alt=${imageWords(typeNameOf(row), evaluation)}
        draggable="false"
        @click=${(event: Event) => {
          event.stopPropagation();
          view.intents.run("snakebridge.showAsImage", row);
        }}
      />`;
    default:
      return undefined;
  }
}

function reprTemplate(row: ObjectRow, view: RowView): Drawing | undefined {
  const evaluation = view.state.evaluations.get(reprKey(row.key));
  const again = (): void => view.intents.showRepr(row);
  switch (evaluation?.status) {
    case "running":
      return running(row, evaluation, view);
    case "failed":
      return failed(row, { evaluation, again }, view);
    case "text":
      return html`<span class="value" aria-hidden="true">${toOneLine(reprOf(evaluation))}</span>`;
    default:
      return undefined;
  }
}

type Running = Extract<Evaluation, { status: "running" }>;
type Failed = Extract<Evaluation, { status: "failed" }>;

function running(row: ObjectRow, evaluation: Running, view: RowView): TemplateResult {
  if (!evaluation.isWaiting) return progressRing();
  const interrupt = iconButton("debug-stop", {
    label: "Interrupt what Python runs",
    onPress: () => view.intents.run("snakebridge.interrupt", row),
    isTabStop: view.isFocused,
  });
  return html`${progressRing()}<span class="detail" aria-hidden="true"
      >${evaluationText(evaluation)}</span
    >${interrupt}`;
}

interface Failure {
  readonly evaluation: Failed;
  readonly again: () => void;
}

function failed(row: ObjectRow, { evaluation, again }: Failure, view: RowView): TemplateResult {
  const name = nameOf(row);
  const isTabStop = view.isFocused;
  const type = askedType(row);
  const retry = iconButton("refresh", { label: `Retry ${name}`, onPress: again, isTabStop });
  const stopAsking = iconButton("bell-slash", {
    text: "Don't ask",
    label: `Don't ask for ${type}`,
    onPress: () => view.intents.ask(type, false),
    isTabStop,
  });
  return html`<span class="problem" aria-hidden="true">
      <span class="codicon codicon-error"></span>
      <span class="problem-text">${toOneLine(evaluationText(evaluation))}</span> </span
    >${retry}${evaluation.ended === "timeout" ? stopAsking : nothing}`;
}

function unasked(row: ObjectRow, view: RowView): TemplateResult {
  const type = askedType(row);
  return html`<span class="detail" aria-hidden="true">${unaskedText}</span>${iconButton("discard", {
      label: `Ask again for ${type}`,
      onPress: () => view.intents.ask(type, true),
      isTabStop: view.isFocused,
    })}`;
}
