/**
 * Cells of Elixir and TypeScript: each sends exactly the requests that it spells, as a selection of such a text does,
 * and shows what the last one gives.
 */
import * as vscode from "vscode";

import { Ref, type SnakeBridge } from "../../bridge/index.js";
import type { SelectionReader } from "../../selection/selectionReader.js";
import type { BridgeService } from "../bridgeService.js";
import { readForeign } from "../foreignSelection.js";
import { previewText } from "../resultText.js";
import { sendSelection } from "../sendSelection.js";
import { textLanguage } from "../textLanguage.js";
import { UserMistake } from "../userErrors.js";
import { valueText } from "../valueText.js";
import type { CellOutputs } from "./cellOutputs.js";

const longestText = 1_000_000;

/** A cell that runs in a session. */
export interface ForeignCell {
  readonly document: vscode.TextDocument;
  readonly session: string;
  /** What tracebacks call it. */
  readonly fileName: string;
  readonly signal: AbortSignal;
  readonly outputs: CellOutputs;
}

export type RunForeign = (cell: ForeignCell) => Promise<void>;

export function foreignRunner(
  service: BridgeService,
  reader: () => Promise<SelectionReader>,
): RunForeign {
  return async ({ document, session, fileName, signal, outputs }) => {
    const language = textLanguage(document);
    if (language.kind !== "foreign" || document.getText().trim() === "") return;
    const bridge = await service.get();
    const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
    const text = { reader, bridge, session, document, range: plain(whole), language };
    let value: unknown;
    for await (const selection of readForeign(text)) {
      if (selection.kind === "invalid") throw new UserMistake(selection.reason);
      if (selection.kind === "release") await bridge.releaseRef(selection.ref);
      else {
        const given = { session, fileName, signal, timeoutMs: 0 };
        const result = await sendSelection(bridge, selection, given);
        value = selection.bind === null ? result : undefined;
      }
    }
    if (value !== undefined) await show(bridge, outputs, value);
  };
}

/** As it is sent: a range of VS Code's own would send itself as a list of two. */
function plain({ start, end }: vscode.Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

async function show(bridge: SnakeBridge, outputs: CellOutputs, value: unknown): Promise<void> {
  const toForm = (data: string) => ({ mime: "text/plain", encoding: "text", data }) as const;
  if (value instanceof Ref) {
    const { sessionId: session, id: ref } = value;
    const { summary } = await bridge.inspection.describe({ session, ref });
    outputs.result([toForm(previewText(summary))], { session, ref });
  } else outputs.result([toForm(valueText(value, longestText))], null);
}
