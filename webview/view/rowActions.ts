/**
 * What the toolbar of a row offers, in the order of its buttons: as data, drawn by `toolbar.ts`.
 */
import type { DisplayKind, ObjectKind, ObjectSummary } from "../../src/protocol/inspection.js";
import type { SelectionAction } from "../../src/protocol/panel.js";
import type { Intents } from "../intents.js";
import { hasItems, isTable } from "../model/items.js";
import { selectedWith } from "../model/lettingGo.js";
import { imageKey, reprKey } from "../model/nodeKeys.js";
import type { ObjectRow, RefRow, RowContent, SessionRow, WorkerRow } from "../model/rowContent.js";
import type { PanelState } from "../model/state.js";

import { countOf, nameOf } from "./words.js";

/** A button. One with a `text` shows that, the others their icon; `label` is the accessible name. */
export interface RowAction {
  readonly icon: string;
  readonly text?: string;
  readonly label: string;
  readonly run: (intents: Intents) => void;
}

export function actionsOf(row: RowContent, state: PanelState): readonly RowAction[] {
  switch (row.kind) {
    case "ref": {
      const { length } = selectedWith(state, row.key);
      if (length > 0) return selectionActions(row, length);
      return [...refActions(row), ...containerActions(row), ...resultActions(row, state)];
    }
    case "child":
      return [...containerActions(row), ...resultActions(row, state)];
    case "session":
      return state.confirming === row.key ? confirmActions(row) : sessionActions(row);
    case "worker":
      return workerActions(row);
    case "tombstone":
      return [dismiss(row)];
    default:
      return [];
  }
}

function containerActions(row: ObjectRow): readonly RowAction[] {
  return [...seekActions(row), ...tableActions(row)];
}

/** Offered where scrolling takes long. */
const fewItems = 100;

function seekActions(row: ObjectRow): readonly RowAction[] {
  const summary = row.kind === "ref" ? row.entry.info : row.child.summary;
  if (row.expanded !== true || !hasItems(summary) || (summary?.length ?? 0) <= fewItems) return [];
  const label = `Go to index or key in ${nameOf(row)}`;
  const run = (intents: Intents): void => intents.run("snakebridge.goToItem", row);
  return [{ icon: "go-to-search", label, run }];
}

function tableActions(row: ObjectRow): readonly RowAction[] {
  const summary = row.kind === "ref" ? row.entry.info : row.child.summary;
  if (!isTable(summary)) return [];
  const run = (intents: Intents): void => intents.run("snakebridge.openTable", row);
  return [{ icon: "table", label: `Open ${nameOf(row)} as table`, run }];
}

/** Kinds whose preview is all there is to say; of the others only their own code knows more. */
const plainKinds: ReadonlySet<ObjectKind> = new Set(["none", "boolean", "number", "string"]);

/** What to show instead of the preview by running code of the object, or the way back. */
function resultActions(row: ObjectRow, state: PanelState): readonly RowAction[] {
  const summary = row.kind === "ref" ? row.entry.info : row.child.summary;
  if (summary === null || plainKinds.has(summary.kind)) return [];
  const name = nameOf(row);
  const image = state.evaluations.get(imageKey(row.key));
  if (image ?? state.evaluations.get(reprKey(row.key))) {
    const label = `Show preview of ${name}`;
    const back: RowAction = { icon: "preview", label, run: (intents) => intents.hideResult(row) };
    return image?.status === "image" ? [openImage(row), back] : [back];
  }
  if (state.unasked.has(summary.qualifiedType)) {
    const { qualifiedType } = summary;
    const label = `Ask again for ${qualifiedType}`;
    return [{ icon: "discard", label, run: (intents) => intents.ask(qualifiedType, true) }];
  }
  return [
    ...displayActions(row, summary),
    { icon: "quote", label: `Show repr of ${name}`, run: (intents) => intents.showRepr(row) },
  ];
}

function displayActions(row: ObjectRow, { displays = [] }: ObjectSummary): readonly RowAction[] {
  const name = nameOf(row);
  const actions: Readonly<Record<DisplayKind, RowAction>> = {
    image: {
      icon: "file-media",
      label: `Show ${name} as image`,
      run: (intents) => intents.showImage(row),
    },
    html: {
      icon: "browser",
      label: `Show ${name} as HTML`,
      run: (intents) => intents.run("snakebridge.showAsHtml", row),
    },
  };
  return displays.map((kind) => actions[kind]);
}

function openImage(row: ObjectRow): RowAction {
  const run = (intents: Intents): void => intents.run("snakebridge.showAsImage", row);
  return { icon: "screen-full", label: `Open image of ${nameOf(row)}`, run };
}

function refActions(row: RefRow): readonly RowAction[] {
  const name = nameOf(row);
  const extend: RowAction = {
    icon: "history",
    label: `Extend ${name}`,
    run: (intents) => intents.extend(row),
  };
  const keep: RowAction = row.entry.info.pinned
    ? { icon: "pinned", label: `Stop keeping ${name}`, run: (intents) => intents.keep(row) }
    : { icon: "pin", label: `Keep ${name}`, run: (intents) => intents.keep(row) };
  const release: RowAction = {
    icon: "trash",
    label: `Release ${name}`,
    run: (intents) => intents.release(row),
  };
  return row.entry.expiresAtMs === null ? [keep, release] : [extend, keep, release];
}

/** A row that is one of many selected offers what can be done with them all. */
function selectionActions({ key }: RefRow, count: number): readonly RowAction[] {
  const refs = countOf(count, "ref");
  const action = (icon: string, verb: string, name: SelectionAction): RowAction => ({
    icon,
    label: `${verb} ${refs}`,
    run: (intents) => intents.selection.act(name, key),
  });
  return [
    action("history", "Extend", "extend"),
    action("pin", "Keep", "keep"),
    action("trash", "Release", "release"),
  ];
}

function sessionActions(row: SessionRow): readonly RowAction[] {
  const name = nameOf(row);
  if (row.session.ended) return [dismiss(row)];
  const release: RowAction = {
    icon: "trash",
    label: `Release session ${name}`,
    run: (intents) => intents.release(row),
  };
  return row.session.lost ? [restart(row, `Restart Python of ${name}`), release] : [release];
}

function confirmActions(row: SessionRow): readonly RowAction[] {
  return [
    {
      icon: "trash",
      text: "Release",
      label: `Release all of ${nameOf(row)}`,
      run: (intents) => intents.release(row),
    },
    {
      icon: "close",
      label: `Keep session ${nameOf(row)}`,
      run: (intents) => intents.cancelRelease(),
    },
  ];
}

function workerActions(row: WorkerRow): readonly RowAction[] {
  const interrupt: RowAction = {
    icon: "debug-stop",
    label: `Interrupt ${nameOf(row)}`,
    run: (intents) => intents.run("snakebridge.interrupt", row),
  };
  const again = restart(row, row.worker.exit ? "Restart Python" : `Restart ${nameOf(row)}`);
  switch (row.worker.state) {
    case "starting":
      return [];
    case "busy":
      return [interrupt, again];
    case "unresponsive":
      return [kill(row)];
    default:
      return [again];
  }
}

/** What hears nothing cannot be asked to stop. */
function kill(row: WorkerRow): RowAction {
  const run = (intents: Intents): void => intents.run("snakebridge.killWorker", row);
  return { icon: "debug-disconnect", label: `Kill ${nameOf(row)}`, run };
}

function restart(row: RowContent, label: string): RowAction {
  const run = (intents: Intents): void => intents.run("snakebridge.restartWorker", row);
  return { icon: "debug-restart", label, run };
}

function dismiss(row: RowContent): RowAction {
  return {
    icon: "close",
    label: `Dismiss ${nameOf(row)}`,
    run: (intents) => intents.release(row),
  };
}
