/**
 * The outputs of one running cell, in the order in which they come: what it prints, what it displays, what it ends with.
 */
import * as vscode from "vscode";

import type { DisplayedParams, DisplayForm } from "../../protocol/cells.js";
import { refMime, type OutputRef, type RefPreview } from "../../protocol/refOutput.js";
import { StreamText, type StreamName } from "./streamText.js";

/** The outputs that stand under a display id, in a whole notebook. */
export type DisplayPlaces = Map<string, vscode.NotebookCellOutput[]>;

/** What went wrong in a cell, as a notebook tells it. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Characters of a ref's text that its file keeps twice: for us, and for everyone else. */
const longestPreview = 2_000;

const toStreamItem = {
  stdout: (text: string) => vscode.NotebookCellOutputItem.stdout(text),
  stderr: (text: string) => vscode.NotebookCellOutputItem.stderr(text),
};

export class CellOutputs {
  readonly #execution: vscode.NotebookCellExecution;
  readonly #places: DisplayPlaces;
  readonly #text = new StreamText((stream, text) => this.#showText(stream, text));
  #lastText:
    { readonly stream: StreamName; readonly output: vscode.NotebookCellOutput } | undefined;
  #clearsNext = false;

  constructor(execution: vscode.NotebookCellExecution, places: DisplayPlaces) {
    this.#execution = execution;
    this.#places = places;
  }

  /** Takes away what the cell showed before. */
  begin(): void {
    if (this.#execution.cell.outputs.length > 0) this.#clear();
  }

  print(stream: StreamName, text: string): void {
    this.#text.write(stream, text);
  }

  display({ change, displayId, forms }: DisplayedParams): void {
    this.#text.flush();
    if (change === "clear") this.#clear();
    else if (change === "clearNext") this.#clearsNext = true;
    else if (change === "update") this.#update(displayId, forms);
    else this.show(forms, displayId);
  }

  show(forms: readonly DisplayForm[], displayId: string | null = null): void {
    this.#show(forms, { outputType: "display_data" }, displayId);
  }

  /** Shows what the cell ends with; what has no form but text is shown as its ref, if it has one. */
  result(forms: readonly DisplayForm[], ref: OutputRef | null): void {
    this.#text.flush();
    const { executionOrder } = this.#execution;
    const metadata = { outputType: "execute_result", executionCount: executionOrder };
    const [text, ...others] = forms;
    if (!ref || !text || others.length > 0) this.#show(forms, metadata, null);
    else {
      const preview: RefPreview = { preview: shortened(text.data) };
      const items = [vscode.NotebookCellOutputItem.json(preview, refMime), toItem(text)];
      const transient = { snakebridgeRef: ref };
      this.#append(new vscode.NotebookCellOutput(items, { ...metadata, transient }));
    }
  }

  error(error: CellError): void {
    this.#text.flush();
    this.#append(
      new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)], {
        outputType: "error",
      }),
    );
  }

  /** Shows what is still held back. */
  end(): void {
    const leftOut = this.#text.end();
    if (leftOut > 0) {
      const told = leftOut.toLocaleString();
      this.#showText("stderr", vscode.l10n.t("… {0} more characters are not shown", told));
    }
  }

  #showText(stream: StreamName, text: string): void {
    const item = toStreamItem[stream](text);
    const last = this.#clearsNext ? undefined : this.#lastText;
    if (last?.stream === stream) {
      this.#change(() => this.#execution.appendOutputItems(item, last.output));
      return;
    }
    const output = new vscode.NotebookCellOutput([item], { outputType: "stream" });
    this.#append(output);
    this.#lastText = { stream, output };
  }

  #show(forms: readonly DisplayForm[], metadata: object, displayId: string | null): void {
    const transient = displayId === null ? {} : { transient: { display_id: displayId } };
    const output = new vscode.NotebookCellOutput(forms.map(toItem), { ...metadata, ...transient });
    this.#append(output);
    if (displayId === null) return;
    this.#places.set(displayId, [...(this.#places.get(displayId) ?? []), output]);
  }

  #update(displayId: string | null, forms: readonly DisplayForm[]): void {
    for (const output of this.#places.get(displayId ?? "") ?? []) {
      this.#change(() => this.#execution.replaceOutputItems(forms.map(toItem), output));
    }
  }

  #append(output: vscode.NotebookCellOutput): void {
    if (this.#clearsNext) this.#clear();
    this.#lastText = undefined;
    this.#change(() => this.#execution.appendOutput(output));
  }

  #clear(): void {
    this.#clearsNext = false;
    this.#lastText = undefined;
    this.#change(() => this.#execution.clearOutput());
  }

  /** VS Code gathers changes and keeps their order; to wait for each would cost every cell tens of milliseconds. */
  #change(make: () => Thenable<void>): void {
    // The editor refuses changes of a cell that was deleted meanwhile: then there is nothing to show.
    void make().then(undefined, () => undefined);
  }
}

function shortened(text: string): string {
  return text.length > longestPreview ? `${text.slice(0, longestPreview)}…` : text;
}

function toItem({ mime, encoding, data }: DisplayForm): vscode.NotebookCellOutputItem {
  return encoding === "text"
    ? vscode.NotebookCellOutputItem.text(data, mime)
    : new vscode.NotebookCellOutputItem(Buffer.from(data, "base64"), mime);
}
