/** How entries and what they left read in a tree of VS Code's: labels, icons, tooltips, and names for screen readers. */
import * as vscode from "vscode";

import type { Entry, EntryStatus } from "./entries.js";

/** A line below an entry: its value, what it printed, what went wrong. */
export interface Line {
  readonly entry: Entry;
  readonly text: string;
  readonly icon: string;
  readonly name: string;
}

const longestLabel = 120;
const mostLines = 100;

const icons: Readonly<Record<EntryStatus, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon("loading~spin"),
  done: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  failed: new vscode.ThemeIcon("error", new vscode.ThemeColor("testing.iconFailed")),
  cancelled: new vscode.ThemeIcon("circle-slash"),
  skipped: new vscode.ThemeIcon("debug-step-over"),
};

const lostIcon = new vscode.ThemeIcon("history");

export function entryItem(entry: Entry): vscode.TreeItem {
  const lines = linesOf(entry);
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(labelOf(entry), lines.length > 0 ? Collapsed : None);
  item.id = String(entry.id);
  item.description = descriptionOf(entry);
  item.iconPath = isGone(entry) ? lostIcon : icons[entry.status];
  // A string is shown as it is; nothing that came out of a program becomes markup.
  item.tooltip = [entry.source, ...lines.map(({ text }) => text)].join("\n").slice(0, 4_000);
  item.contextValue = contextOf(entry);
  const label = `${labelOf(entry)}, ${statusText(entry)}, ${descriptionOf(entry)}`;
  item.accessibilityInformation = { label };
  return item;
}

export function lineItem({ text, icon, name }: Line): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = text;
  item.contextValue = "line";
  item.accessibilityInformation = { label: `${name}: ${text}` };
  return item;
}

export function linesOf(entry: Entry): readonly Line[] {
  const { result, output, error } = entry;
  const line = (text: string, icon: string, name: string): Line => ({ entry, text, icon, name });
  const printed = output.flatMap(({ stream, text }) =>
    text
      .trimEnd()
      .split("\n")
      .slice(-mostLines)
      .map((row) => line(row, stream === "stdout" ? "output" : "warning", stream)),
  );
  return [
    ...printed.slice(-mostLines),
    ...(result ? [line(`⇒ ${result.text}`, "symbol-value", vscode.l10n.t("Result"))] : []),
    ...(error === null ? [] : [line(error, "error", vscode.l10n.t("Error"))]),
  ];
}

export function labelOf({ source }: Entry): string {
  const [first = ""] = source.split("\n", 1);
  const isWhole = first.length === source.length && first.length <= longestLabel;
  return isWhole ? first : `${first.slice(0, longestLabel)}…`;
}

function durationText(durationMs: number): string {
  return durationMs < 1_000
    ? vscode.l10n.t("{0} ms", Math.round(durationMs))
    : vscode.l10n.t("{0} s", (durationMs / 1_000).toFixed(1));
}

function descriptionOf(entry: Entry): string {
  const { result, error, durationMs } = entry;
  const outcome = error ?? (result ? `⇒ ${result.text.slice(0, longestLabel)}` : "");
  const took = durationMs === null ? "" : durationText(durationMs);
  const state = isGone(entry) ? vscode.l10n.t("lost") : "";
  return [state, outcome, took].filter((text) => text !== "").join(" · ");
}

function statusText({ status }: Entry): string {
  const texts: Readonly<Record<EntryStatus, string>> = {
    running: vscode.l10n.t("running"),
    done: vscode.l10n.t("done"),
    failed: vscode.l10n.t("failed"),
    cancelled: vscode.l10n.t("cancelled"),
    skipped: vscode.l10n.t("skipped"),
  };
  return texts[status];
}

/** Which menus fit: words of which the manifest asks for some. */
function contextOf(entry: Entry): string {
  const words = [
    "entry",
    ...(entry.program === null ? [] : ["runnable"]),
    ...(entry.place ? ["placed"] : []),
    ...(entry.result?.refId && !entry.isLost ? ["ref"] : []),
    ...(isGone(entry) ? ["lost"] : []),
  ];
  return words.join(" ");
}

function isGone({ isLost, status }: Entry): boolean {
  return isLost && status !== "failed" && status !== "skipped";
}
