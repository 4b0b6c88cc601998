/**
 * The buttons of a row. They are drawn for the row under the pointer and the row with the focus only;
 * of these, Tab reaches those of the focused row.
 */
import type { TemplateResult } from "lit";

import { iconButton, textButton } from "../controls.js";
import type { Intents } from "../intents.js";
import type { RefRow, RowContent, SessionRow, WorkerRow } from "../model/rowContent.js";

import { nameOf } from "./words.js";

export interface ActionContext {
  readonly intents: Intents;
  readonly isTabStop: boolean;
  /** The session waits for a yes to its release. */
  readonly isConfirming: boolean;
}

export function actionTemplates(
  row: RowContent,
  context: ActionContext,
): readonly TemplateResult[] {
  switch (row.kind) {
    case "ref":
      return refActions(row, context);
    case "session":
      return context.isConfirming ? confirmActions(row, context) : sessionActions(row, context);
    case "worker":
      return workerActions(row, context);
    case "tombstone":
      return [
        button("close", `Dismiss ${nameOf(row)}`, context, () => context.intents.release(row)),
      ];
    default:
      return [];
  }
}

function refActions(row: RefRow, context: ActionContext): readonly TemplateResult[] {
  const { intents, isTabStop } = context;
  const name = nameOf(row);
  const { pinned } = row.entry.info;
  const extend = button("history", `Extend ${name}`, context, () => intents.extend(row));
  const keep = iconButton(pinned ? "pinned" : "pin", {
    label: `Keep ${name}`,
    onPress: () => intents.keep(row),
    isTabStop,
    isPressed: pinned,
  });
  const release = button("trash", `Release ${name}`, context, () => intents.release(row));
  return row.entry.expiresAtMs === null ? [keep, release] : [extend, keep, release];
}

function sessionActions(row: SessionRow, context: ActionContext): readonly TemplateResult[] {
  const { intents } = context;
  const name = nameOf(row);
  if (row.session.ended) {
    return [button("close", `Dismiss ${name}`, context, () => intents.release(row))];
  }
  const release = button("trash", `Release session ${name}`, context, () => intents.release(row));
  if (!row.session.lost) return [release];
  return [
    button("debug-restart", `Restart Python of ${name}`, context, () =>
      intents.run("snakebridge.restartWorker", row),
    ),
    release,
  ];
}

function confirmActions(row: SessionRow, context: ActionContext): readonly TemplateResult[] {
  const { intents, isTabStop } = context;
  return [
    textButton("Release", {
      label: `Yes, release session ${nameOf(row)}`,
      onPress: () => intents.release(row),
      isTabStop,
    }),
    button("close", `Do not release session ${nameOf(row)}`, context, () =>
      intents.cancelRelease(),
    ),
  ];
}

function workerActions(row: WorkerRow, context: ActionContext): readonly TemplateResult[] {
  const { intents } = context;
  const restart = button("debug-restart", `Restart ${nameOf(row)}`, context, () =>
    intents.run("snakebridge.restartWorker", row),
  );
  if (row.worker.state !== "busy") return [restart];
  return [
    button("debug-stop", `Interrupt ${nameOf(row)}`, context, () =>
      intents.run("snakebridge.interrupt", row),
    ),
    restart,
  ];
}

function button(
  icon: string,
  label: string,
  { isTabStop }: ActionContext,
  onPress: () => void,
): TemplateResult {
  return iconButton(icon, { label, onPress, isTabStop });
}
