/**
 * How a row names itself to VS Code: its `data-vscode-context`, by which menus of `webview/context` show
 * and which their commands get. Commands run from a row's button get the same.
 */
import type { ObjectSummary } from "../../src/protocol/inspection.js";
import type { PanelRowContext } from "../../src/protocol/panel.js";

import { hasItems, isItem, isTable } from "./items.js";
import { selectedWith } from "./lettingGo.js";
import type { RowContent } from "./rowContent.js";
import type { PanelState } from "./state.js";

/** Undefined for rows that stand for nothing one could act on. */
export function rowContext(row: RowContent, state: PanelState): PanelRowContext | undefined {
  const isOfMany = selectedWith(state, row.key).length > 0;
  return isOfMany
    ? { snakebridgeRow: "selection", preventDefaultContextMenuItems: true }
    : ownContext(row);
}

/** The row by itself, whatever else is selected. */
export function ownContext(row: RowContent): PanelRowContext | undefined {
  const names = namesOf(row);
  return names && { ...names, preventDefaultContextMenuItems: true };
}

type Names = Omit<PanelRowContext, "preventDefaultContextMenuItems">;

function namesOf(row: RowContent): Names | undefined {
  switch (row.kind) {
    case "worker":
      return { snakebridgeRow: "worker", workerId: row.worker.id };
    case "session": {
      const { workerId, info, lost } = row.session;
      return { snakebridgeRow: "session", workerId, sessionId: info.id, lost };
    }
    case "ref": {
      const { session: sessionId, ref: refId } = row.address;
      const { pinned, kind } = row.entry.info;
      const names = { snakebridgeRow: "ref", sessionId, refId, pinned } as const;
      return {
        ...names,
        snakebridgeKind: kind,
        snakebridgeItems: hasItems(row.entry.info),
        ...offersOf(row.entry.info),
      };
    }
    case "child": {
      const { session: sessionId, ref: refId, path = [] } = row.address;
      const snakebridgeItems = isItem(row) || hasItems(row.child.summary);
      const names = { snakebridgeRow: "child", sessionId, refId, path, snakebridgeItems } as const;
      const { summary } = row.child;
      return summary ? { ...names, snakebridgeKind: summary.kind, ...offersOf(summary) } : names;
    }
    case "tombstone":
      return { snakebridgeRow: "tombstone", sessionId: row.sessionId, refId: row.grave.refId };
    default:
      return undefined;
  }
}

function offersOf(summary: ObjectSummary): Pick<Names, "snakebridgeDisplays" | "snakebridgeTable"> {
  const { displays = [] } = summary;
  return {
    ...(displays.length > 0 && { snakebridgeDisplays: displays.join(" ") }),
    ...(isTable(summary) && { snakebridgeTable: true }),
  };
}
