/**
 * What happened, said once: for those who cannot see a row change. Pure: two states in, a sentence out.
 */
import { plainText } from "../model/differences.js";
import type { NodeKey } from "../model/nodeKeys.js";
import type { Evaluation, Grave, PanelState } from "../model/state.js";

import { impactLines } from "./bars.js";
import { imageWords } from "../pictures.js";
import { countOf, evaluationText, reprOf, undoText } from "./words.js";

/** Undefined when there is nothing new to say. */
export function announcementOf(before: PanelState, after: PanelState): string | undefined {
  return (
    confirmation(before, after) ??
    question(before, after) ??
    undoable(before, after) ??
    selected(before, after) ??
    newEntry(before.problems, after.problems) ??
    removal(before, after) ??
    evaluation(before, after)
  );
}

function confirmation(before: PanelState, after: PanelState): string | undefined {
  const { confirmingImpact: impact } = after;
  if (impact && impact !== before.confirmingImpact) {
    return impactLines({ refs: [], impact, failure: null }).join(" ");
  }
  if (after.confirming === before.confirming || after.confirming === null) return undefined;
  return "Release the whole session? Enter releases it, Escape keeps it.";
}

function question(before: PanelState, after: PanelState): string | undefined {
  const { pendingRelease } = after;
  if (!pendingRelease || pendingRelease === before.pendingRelease) return undefined;
  return impactLines(pendingRelease).join(" ");
}

function undoable(before: PanelState, after: PanelState): string | undefined {
  if (!after.undo || after.undo.id === before.undo?.id) return undefined;
  const seconds = Math.round((after.undo.untilMs - performance.now()) / 1000);
  return `${undoText(after.undo)}. Control Z takes it back within ${seconds} seconds.`;
}

function selected(before: PanelState, after: PanelState): string | undefined {
  const { size } = after.selection;
  return size === before.selection.size ? undefined : `${countOf(size, "ref")} selected`;
}

function removal(before: PanelState, after: PanelState): string | undefined {
  if (before.refs === after.refs) return undefined;
  const graves = [...after.refs].flatMap(([id, list]) => {
    const known = new Set(before.refs.get(id)?.graves.map(({ refId }) => refId));
    return before.refs.has(id) ? list.graves.filter(({ refId }) => !known.has(refId)) : [];
  });
  return graves.length === 0 ? undefined : removalText(graves);
}

function removalText(graves: readonly Grave[]): string {
  const [only, ...more] = graves;
  return only && more.length === 0
    ? `${only.title} ${only.reason}`
    : `${countOf(graves.length, "ref")} gone`;
}

function evaluation(before: PanelState, after: PanelState): string | undefined {
  if (before.evaluations === after.evaluations) return undefined;
  for (const [key, value] of after.evaluations) {
    const was = before.evaluations.get(key);
    if (was !== value && was?.status === "running") return resultText(value);
  }
  return undefined;
}

function resultText(result: Evaluation): string | undefined {
  switch (result.status) {
    case "running":
      return undefined;
    case "value":
      return plainText(result.summary) || result.summary.qualifiedType;
    case "text":
      return reprOf(result);
    case "image":
      return imageWords("Image", result);
    case "failed":
      return evaluationText(result);
  }
}

function newEntry(
  before: ReadonlyMap<NodeKey, string>,
  after: ReadonlyMap<NodeKey, string>,
): string | undefined {
  return [...after].find(([key, text]) => before.get(key) !== text)?.[1];
}
