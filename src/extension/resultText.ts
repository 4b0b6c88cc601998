/**
 * How the outcome of a call reads behind its statement, and in the hover on it. Everything that came out of a
 * program stands in code blocks, where no markup and no link can be planted.
 */
import { basename } from "node:path";

import * as vscode from "vscode";

import { PythonError, type Ref } from "../bridge/index.js";
import type { PythonFrame, RemovalReason } from "../protocol/errors.js";
import type { DescribeResult, ObjectSummary } from "../protocol/inspection.js";
import type { ReleaseOutcome } from "../protocol/sessions.js";
import { fileLink, fileLinkMarkdown } from "./fileLinks.js";
import type { InlineText, ShownRef } from "./inlineResults.js";
import { linkableCommands } from "./linkableCommands.js";
import type { EndOf } from "./refEnds.js";
import type { Explanation } from "./userErrors.js";
import { valueText } from "./valueText.js";
import { words } from "./words.js";

const lineLimit = 160;
const hoverLimit = 4_000;
const fullLimit = 1_000_000;
const linkedFrames = 5;

let lastId = 0;

type LinkableCommand = (typeof linkableCommands)[number];
type Link = readonly [title: string, command: LinkableCommand, argument?: unknown];

/** A value that came over, or a mark when statements ran that have none. */
export function valueResult(value: unknown, reason: string | undefined): InlineText {
  const id = nextId();
  const hover = newHover();
  hover.appendCodeblock(valueText(value, hoverLimit), "python");
  if (reason !== undefined) hover.appendText(reason);
  appendLinks(hover, resultLinks(id));
  const full = () => (typeof value === "string" ? value : valueText(value, fullLimit));
  return { text: `⇒ ${valueText(value, lineLimit)}`, tone: "result", hover, id, full };
}

/** Statements without a value. */
export function doneResult(reason: string): InlineText {
  const hover = newHover();
  hover.appendText(reason);
  const text = vscode.l10n.t("✓ ran");
  return { text, tone: "result", hover, id: nextId(), full: () => reason };
}

/** A ref that was let go by its name. */
export function releasedResult(release: ReleaseOutcome): InlineText {
  const reason = release.outcome === "freed" ? "released" : release.reason;
  const hover = newHover();
  const text = words.removal(reason);
  hover.appendText(text);
  return { text: `✓ ${text}`, tone: "result", hover, id: nextId(), full: () => text };
}

/** An object that stayed in Python. */
export function refResult(
  ref: Ref,
  { summary, names, doc }: DescribeResult,
  reason: string | undefined,
): InlineText {
  const id = nextId();
  const preview = previewText(summary);
  const hover = newHover();
  const heading = `${names[0] ?? "_"}: ${summary.qualifiedType}\n${preview}`;
  hover.appendCodeblock(heading, "python");
  const firstParagraph = doc?.split("\n\n", 1)[0];
  if (firstParagraph !== undefined) hover.appendCodeblock(firstParagraph, "text");
  if (reason !== undefined) hover.appendText(`${reason}\n\n`);
  const address = { sessionId: ref.sessionId, refId: ref.id };
  appendLinks(hover, [
    [vscode.l10n.t("Reveal in SnakeBridge"), "snakebridge.revealRef", address],
    [vscode.l10n.t("Release"), "snakebridge.releaseRef", address],
    ...resultLinks(id),
  ]);
  const { qualifiedType } = summary;
  const text = oneLine(`⇒ ${qualifiedType} ${preview}`);
  const full = () => (doc === null ? heading : `${heading}\n\n${doc}`);
  return { text, tone: "result", hover, id, full, ref: { ...address, qualifiedType } };
}

/** What is still true of a result once some refs went. */
export function withEnd(shown: InlineText, endOf: EndOf): InlineText {
  const reason = shown.ref && endOf(shown.ref);
  return shown.ref && reason ? endedResult(shown.ref, reason) : shown;
}

/** What is left to say of an object once its ref went; there is nothing to reveal or release any more. */
function endedResult({ qualifiedType }: ShownRef, reason: RemovalReason): InlineText {
  const text = `⇒ ${qualifiedType} · ${words.removal(reason)}`;
  const hover = newHover();
  hover.appendText(text);
  return { text, tone: "ended", hover, id: nextId(), full: () => text };
}

/** Without the type where the preview begins with it: it stands before the preview already. */
export function previewText({ preview, typeName }: ObjectSummary): string {
  const [first, ...rest] = preview;
  const parts = first?.kind === "type" && first.text === typeName ? rest : preview;
  return parts
    .map(({ text }) => text)
    .join("")
    .trim();
}

/** A failure; one of Python's comes with its traceback. */
export function errorResult(explanation: Explanation, error: unknown): InlineText {
  const id = nextId();
  const hover = newHover();
  const isPython = error instanceof PythonError;
  hover.appendCodeblock(explanation.message.slice(0, hoverLimit), "text");
  const links = explanation.actions.flatMap((action): Link[] => {
    if ("run" in action) return [];
    const linkable = linkableCommands.find((known) => known === action.command);
    const [argument] = action.args ?? [];
    return linkable ? [[action.title, linkable, argument]] : [];
  });
  const log: Link = [vscode.l10n.t("Show Log"), "snakebridge.showLog"];
  appendLinks(hover, [...(links.length > 0 ? links : [log]), ...resultLinks(id)]);
  // A traceback may be long: what one can do stands before it.
  if (isPython) {
    appendFrames(hover, error.frames);
    hover.appendCodeblock(tail(error.traceback), "text");
  }
  const full = () => (isPython ? error.traceback : explanation.message);
  return { text: oneLine(explanation.message), tone: "error", hover, id, full };
}

/** A selection that cannot be sent, with what to do. */
export function problemResult(reason: string): InlineText {
  const hover = newHover();
  hover.appendText(reason);
  return { text: oneLine(reason), tone: "error", hover, id: nextId(), full: () => reason };
}

function nextId(): number {
  lastId += 1;
  return lastId;
}

function resultLinks(resultId: number): readonly Link[] {
  return [
    [vscode.l10n.t("Show Full Result"), "snakebridge.showResult", { resultId }],
    [vscode.l10n.t("Copy"), "snakebridge.copyResult", { resultId }],
  ];
}

/** The innermost frames that lie in files, each a link to its line. */
function appendFrames(hover: vscode.MarkdownString, frames: readonly PythonFrame[]): void {
  const links = frames.flatMap(({ file, line, function: name }) => {
    const target = fileLink(file, line);
    return target ? [fileLinkMarkdown(`${basename(file)}:${line} ${name}`, target)] : [];
  });
  if (links.length > 0) hover.appendMarkdown(`\n\n${links.slice(-linkedFrames).join(" → ")}`);
}

function newHover(): vscode.MarkdownString {
  const hover = new vscode.MarkdownString();
  hover.isTrusted = { enabledCommands: linkableCommands };
  return hover;
}

function appendLinks(hover: vscode.MarkdownString, links: readonly Link[]): void {
  const texts = links.map(([title, command, argument]) => {
    const query =
      argument !== undefined ? `?${encodeURIComponent(JSON.stringify([argument]))}` : "";
    return `[${title}](command:${command}${query})`;
  });
  hover.appendMarkdown(`\n\n${texts.join(" · ")}`);
}

function oneLine(text: string): string {
  const [first = ""] = text.split(/\r?\n/, 1);
  const isWhole = first.length === text.length && first.length <= lineLimit;
  return isWhole ? first : `${first.slice(0, lineLimit)}…`;
}

/** The end of a traceback tells what happened. */
function tail(traceback: string): string {
  return traceback.length <= hoverLimit ? traceback : `…\n${traceback.slice(-hoverLimit)}`;
}
