/**
 * What was run in this window, oldest first. Pure: it runs nothing and knows no `vscode`. Of what an earlier window or
 * a lost Python ran, the source is left to be run again; values and output are never kept beyond the window.
 */
import type { Origin } from "../../protocol/calls.js";
import type { SelectionNames } from "../../protocol/selection.js";

export type EntryKind = "call" | "get" | "method" | "attr" | "run";

/** `skipped`: not run again, because something it needs failed. */
export type EntryStatus = "running" | "done" | "failed" | "cancelled" | "skipped";

/** What is to be recorded, before it runs. */
export interface Recipe {
  readonly kind: EntryKind;
  /** As the person wrote it. */
  readonly source: string;
  /** Python that does the same by itself; null where there is none. */
  readonly program: string | null;
  readonly names: SelectionNames;
  /** The name its value is bound to. */
  readonly bind: string | null;
  readonly sessionId: string;
  readonly place: Pick<Origin, "uri" | "range"> | null;
}

/** A value by its text, or an object by its ref. */
export interface EntryResult {
  readonly text: string;
  readonly refId: string | null;
}

export interface EntryOutput {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

export interface Entry extends Recipe {
  readonly id: number;
  readonly status: EntryStatus;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number | null;
  readonly result: EntryResult | null;
  readonly output: readonly EntryOutput[];
  /** What went wrong, its first line in short. */
  readonly error: string | null;
  /** The Python that had what it made is gone. */
  readonly isLost: boolean;
}

export type Ending = Pick<Entry, "status" | "durationMs" | "result" | "error">;

/** VS Code's trees hold all of a level at once; nobody reads on before these. */
export const mostEntries = 500;

/** Of what one entry wrote, the end. */
export const mostOutput = 20_000;

export class Entries {
  readonly #changed: () => void;
  #entries: readonly Entry[] = [];
  #lastId = 0;

  /** `changed` is called after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get all(): readonly Entry[] {
    return this.#entries;
  }

  find(id: number): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** Puts what begins to run at the end; returns its id. */
  begin(recipe: Recipe, startedAt: number): number {
    const id = ++this.#lastId;
    const fresh = { durationMs: null, result: null, output: [], error: null, isLost: false };
    const entry: Entry = { ...recipe, ...fresh, id, status: "running", startedAt };
    this.#set([...this.#entries, entry].slice(-mostEntries));
    return id;
  }

  /** Lets an entry run again in its place. */
  beginAgain(id: number, sessionId: string, startedAt: number): void {
    const fresh = { durationMs: null, result: null, output: [], error: null, isLost: false };
    this.#change(id, (entry) => ({ ...entry, ...fresh, sessionId, status: "running", startedAt }));
  }

  write(id: number, output: EntryOutput): void {
    this.#change(id, (entry) => ({ ...entry, output: appended(entry.output, output) }));
  }

  end(id: number, ending: Ending): void {
    this.#change(id, (entry) => ({ ...entry, ...ending }));
  }

  skip(id: number, error: string): void {
    this.#change(id, (entry) => ({ ...entry, status: "skipped", error }));
  }

  /** The Python of these sessions is gone, and what they held. */
  lose(sessionIds: readonly string[]): void {
    const lost = this.#entries.map((entry) =>
      sessionIds.includes(entry.sessionId) ? { ...entry, isLost: true } : entry,
    );
    this.#set(lost);
  }

  remove(ids: readonly number[]): void {
    this.#set(this.#entries.filter(({ id }) => !ids.includes(id)));
  }

  clear(): void {
    this.#set([]);
  }

  /** Puts entries of an earlier window before those there are. */
  restore(entries: readonly Entry[]): void {
    const numbered = entries.map((entry) => ({ ...entry, id: ++this.#lastId }));
    this.#set([...numbered, ...this.#entries].slice(-mostEntries));
  }

  #change(id: number, change: (entry: Entry) => Entry): void {
    // What was removed while it ran stays removed.
    if (!this.find(id)) return;
    this.#set(this.#entries.map((entry) => (entry.id === id ? change(entry) : entry)));
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#changed();
  }
}

function appended(output: readonly EntryOutput[], next: EntryOutput): readonly EntryOutput[] {
  const last = output.at(-1);
  const joined =
    last?.stream === next.stream
      ? [...output.slice(0, -1), { ...last, text: last.text + next.text }]
      : [...output, next];
  return tail(joined);
}

function tail(output: readonly EntryOutput[]): readonly EntryOutput[] {
  let room = mostOutput;
  const kept: EntryOutput[] = [];
  for (const { stream, text } of output.toReversed()) {
    if (room <= 0) break;
    kept.unshift({ stream, text: text.slice(-room) });
    room -= text.length;
  }
  return kept;
}
