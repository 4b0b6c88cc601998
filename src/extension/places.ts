/** Shows the text that something came from, wherever its file has gone since. */
import * as vscode from "vscode";

import type { Origin } from "../protocol/calls.js";
import { followDocuments, movedUri, type Move } from "./documentFates.js";
import { UserMistake } from "./userErrors.js";

export class Places implements vscode.Disposable {
  readonly #moves: (Move & { readonly atMs: number })[] = [];
  readonly #following = followDocuments({
    closed: () => undefined,
    moved: (move) => void this.#moves.push({ ...move, atMs: Date.now() }),
  });

  /** Shows what was at `place` at `sinceMs` (epoch); rejects with `missing` where no such text is known. */
  async show(
    place: Pick<Origin, "uri" | "range"> | null,
    sinceMs: number,
    missing: string,
  ): Promise<void> {
    const { uri, range } = place ?? {};
    if (uri === undefined || !range) throw new UserMistake(missing);
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const shown = this.#whereIs(vscode.Uri.parse(uri), sinceMs);
    await vscode.window.showTextDocument(shown, { selection });
  }

  dispose(): void {
    this.#following.dispose();
  }

  #whereIs(uri: vscode.Uri, sinceMs: number): vscode.Uri {
    const since = this.#moves.filter(({ atMs }) => atMs > sinceMs);
    return since.reduce((where, move) => movedUri(where, move) ?? where, uri);
  }
}
