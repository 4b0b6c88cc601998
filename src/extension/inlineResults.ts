/**
 * Results behind the statements that made them. A result follows its statement through edits, goes when the
 * statement changes or its document closes, and gives way to the next one on the same line. It looks at
 * documents only: what ran and what came of it is told to it.
 */
import * as vscode from "vscode";

import type { TextRange } from "../protocol/calls.js";
import { followDocuments, movedUri, type Move } from "./documentFates.js";
import type { RefPlace } from "./refEnds.js";
import { followEdits, trackStatement, type TrackedStatement } from "./trackedStatement.js";

/** What stands behind the statement. `text` is one line; `hover` shows on it. */
export interface InlineText {
  readonly text: string;
  readonly tone: "result" | "error" | "ended";
  readonly hover: vscode.MarkdownString;
  /** Tells it from all others, for links in the hover. */
  readonly id: number;
  /** All of it, over as many lines as it has. */
  readonly full: () => string;
  /** The ref it speaks of, while that lives. */
  readonly ref?: ShownRef;
}

export interface ShownRef extends RefPlace {
  readonly qualifiedType: string;
}

/** A result where it stands now. */
export interface StandingResult {
  readonly uri: vscode.Uri;
  readonly range: TextRange;
  readonly result: InlineText;
}

/** A result on its way. Showing it is a no-op once its statement has changed or its document has closed. */
export interface PendingResult {
  show(result: InlineText): void;
  drop(): void;
}

interface Entry {
  uri: vscode.Uri;
  statement: TrackedStatement;
  shown: InlineText | undefined;
}

/** What stands behind a statement now, and where that is. */
export interface StatementResult {
  readonly range: TextRange;
  readonly shown: InlineText;
}

const gap = "2em";

export class InlineResults implements vscode.Disposable {
  readonly #entries = new Map<string, Entry[]>();
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    after: { margin: `0 0 0 ${gap}` },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #listeners = [
    this.#changes,
    vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
    followDocuments({
      closed: (uri) => void this.#entries.delete(uri.toString()),
      moved: (move) => this.#move(move),
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach((e) => this.#draw(e))),
  ];

  /** Something came, moved or went. */
  readonly onDidChange = this.#changes.event;

  /** Reserves the place behind `range`; what stood there goes. */
  begin(document: vscode.TextDocument, range: TextRange): PendingResult {
    const statement = trackStatement(range, reader(document));
    const entry: Entry = { uri: document.uri, statement, shown: undefined };
    const { line } = entry.statement.range.end;
    const others = this.#of(document).filter(({ statement }) => statement.range.end.line !== line);
    this.#set(document, [...others, entry]);
    return {
      show: (result) => {
        entry.shown = result;
        this.#redraw(document);
      },
      drop: () =>
        this.#set(
          document,
          this.#of(document).filter((other) => other !== entry),
        ),
    };
  }

  clear(document: vscode.TextDocument): void {
    this.#set(document, []);
  }

  /** Says otherwise what stands behind statements; `change` gives back what is still true. */
  update(change: (shown: InlineText) => InlineText): void {
    let hasChanged = false;
    for (const entry of [...this.#entries.values()].flat()) {
      const before = entry.shown;
      entry.shown = before && change(before);
      hasChanged ||= entry.shown !== before;
    }
    if (!hasChanged) return;
    vscode.window.visibleTextEditors.forEach((editor) => this.#draw(editor));
    this.#changes.fire();
  }

  /** What stands behind the lines of a document now, by line. */
  shownIn(document: vscode.TextDocument): ReadonlyMap<number, InlineText> {
    const shown = new Map<number, InlineText>();
    for (const entry of this.#of(document)) {
      if (entry.shown) shown.set(entry.statement.range.end.line, entry.shown);
    }
    return shown;
  }

  /** The statements with something behind them, as they lie now. */
  statementsIn(document: vscode.TextDocument): readonly StatementResult[] {
    return this.#of(document).flatMap(({ statement: { range }, shown }) =>
      shown ? [{ range, shown }] : [],
    );
  }

  /** The result of that id, if it still stands somewhere. */
  find(id: unknown): StandingResult | undefined {
    return [...this.#entries.values()]
      .flat()
      .map(standing)
      .find((one) => one?.result.id === id);
  }

  /** The result behind the statement that a line belongs to. */
  at(document: vscode.TextDocument, line: number): StandingResult | undefined {
    const entry = this.#of(document).find(({ statement: { range } }) => {
      return range.start.line <= line && line <= range.end.line;
    });
    return entry && standing(entry);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#decoration.dispose();
  }

  #of({ uri }: vscode.TextDocument): readonly Entry[] {
    return this.#entries.get(uri.toString()) ?? [];
  }

  #set(document: vscode.TextDocument, entries: Entry[]): void {
    if (entries.length > 0) this.#entries.set(document.uri.toString(), entries);
    else this.#entries.delete(document.uri.toString());
    this.#redraw(document);
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entries = this.#of(document);
    if (entries.length === 0 || contentChanges.length === 0) return;
    const kept = entries.filter((entry) => {
      const moved = followEdits(entry.statement, contentChanges, reader(document));
      if (moved) entry.statement = moved;
      return moved !== undefined;
    });
    this.#set(document, kept);
  }

  #move(move: Move): void {
    for (const [key, entries] of [...this.#entries]) {
      const uri = entries[0] && movedUri(entries[0].uri, move);
      if (!uri) continue;
      this.#entries.delete(key);
      void this.#settle(uri, entries);
    }
  }

  /** What stands in the moved document as it stood before keeps its result. */
  async #settle(uri: vscode.Uri, entries: readonly Entry[]): Promise<void> {
    const document = await openedAt(uri);
    if (!document) return;
    const kept = entries.filter(({ statement }) => followEdits(statement, [], reader(document)));
    for (const entry of kept) entry.uri = uri;
    this.#set(document, kept);
  }

  #redraw(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) this.#draw(editor);
    }
    this.#changes.fire();
  }

  #draw(editor: vscode.TextEditor): void {
    const shown = [...this.shownIn(editor.document)];
    editor.setDecorations(
      this.#decoration,
      shown.map(([line, result]) => decorationOf(editor.document.lineAt(line), result)),
    );
  }
}

async function openedAt(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // No text any more, or gone again: there is nothing to stand behind.
    return undefined;
  }
}

function standing({ uri, statement: { range }, shown }: Entry): StandingResult | undefined {
  return shown && { uri, range, result: shown };
}

function decorationOf(
  { range }: vscode.TextLine,
  { text, tone, hover }: InlineText,
): vscode.DecorationOptions {
  const color = tone === "error" ? "snakebridge.errorForeground" : "snakebridge.resultForeground";
  return {
    range: new vscode.Range(range.end, range.end),
    hoverMessage: hover,
    renderOptions: {
      after: {
        contentText: text,
        color: new vscode.ThemeColor(color),
        ...(tone === "ended" && { fontStyle: "italic" }),
      },
    },
  };
}

function reader(document: vscode.TextDocument) {
  return (line: number) => (line < document.lineCount ? document.lineAt(line).text : undefined);
}
