/**
 * Arguments that a person typed, read by Python's own parser in the adapter: `"\\d+", flags=2`. What Python
 * cannot read as plain arguments but JSON can (`[true, null]`) is taken as JSON. Nothing is run.
 */
import * as vscode from "vscode";

import type { SnakeBridge } from "../bridge/index.js";
import type { ParsedSelection } from "../protocol/selection.js";
import { decodeArguments } from "./sendSelection.js";
import { UserMistake } from "./userErrors.js";

/** Arguments as calls of the bridge take them. */
export interface CallArguments {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Rejects with a `UserMistake` that says what is wrong. */
export async function readArguments(
  bridge: SnakeBridge,
  session: string,
  text: string,
): Promise<CallArguments> {
  if (text.trim() === "") return { args: [], kwargs: {} };
  const selection = await parseInCall(bridge, session, text);
  const steps = selection.kind === "steps" ? selection.steps : [];
  const [step] = steps;
  if (steps.length === 1 && step?.kind === "call") return decodeArguments(bridge, step);
  const json = parseJsonItems(text);
  if (json) return { args: json, kwargs: {} };
  const reason = selection.kind === "steps" ? text : selection.reason;
  throw new UserMistake(
    vscode.l10n.t("These are no arguments as Python or JSON writes them: {0}", reason),
  );
}

/** Any call would do; this one is never sent. */
async function parseInCall(
  bridge: SnakeBridge,
  session: string,
  text: string,
): Promise<ParsedSelection> {
  const call = `builtins.dict(${text}\n)`;
  const lastLine = call.split("\n").length;
  return await bridge.documents.parseSelection({
    session,
    text: `import builtins\n${call}\n`,
    range: { start: { line: 1, character: 0 }, end: { line: lastLine, character: 1 } },
  });
}

function parseJsonItems(text: string): readonly unknown[] | undefined {
  try {
    const items: unknown = JSON.parse(`[${text}]`);
    return Array.isArray(items) ? items : undefined;
  } catch {
    // Not JSON either: the caller says so in Python's words.
    return undefined;
  }
}
