/**
 * What a person does with several refs at once: selects them, also those that are out of sight and not known yet,
 * releases them after a look at what that does, keeps or extends them, and takes a release back.
 */
import type { ChosenRefs, SelectionAction } from "../src/protocol/panel.js";

import type { RefInfo, RefsParams } from "../src/protocol/sessions.js";

import type { Host } from "./host.js";
import { toRefArrangement } from "./model/arrangement.js";
import { selectedWith, sumOf } from "./model/lettingGo.js";
import type { NodeKey } from "./model/nodeKeys.js";
import { indexOfKey } from "./model/outline.js";
import type { RowContent } from "./model/rowContent.js";
import type { SelectedRef } from "./model/state.js";
import type { PlacedRow, Store } from "./store.js";

/** Refs that one request lists at most. */
const pageSize = 1000;

/** Neighbouring refs of a session that are not known yet. */
interface Gap {
  readonly sessionId: string;
  readonly start: number;
  count: number;
}

export class Selection {
  readonly #store: Store;
  readonly #host: Host;

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  /** The focused row alone counts again. */
  clear(): void {
    this.#store.apply({ kind: "select", refs: [], isOnly: true, anchor: null });
  }

  /** Adds a row to what is selected, to begin with the focused one, or takes it out. */
  toggle({ content }: PlacedRow): void {
    const { selection } = this.#store.state;
    const focused = this.#store.rowAt(this.#store.focusIndex)?.content;
    const first = selection.size === 0 && focused?.key !== content.key ? refsOf(focused) : [];
    this.#select([...first, ...refsOf(content)], content.key, false);
  }

  /** Selects all refs between the anchor and a row. */
  extendTo({ index }: PlacedRow): void {
    const { state, outline, focusIndex } = this.#store;
    const anchor = state.anchor ?? this.#store.rowAt(focusIndex)?.content.key ?? null;
    const from = (anchor === null ? undefined : indexOfKey(outline, anchor)) ?? focusIndex;
    const { refs, gaps } = this.#between(Math.min(from, index), Math.max(from, index));
    this.#select(refs, anchor, true);
    if (gaps.length > 0) this.#attempt(async () => this.#fill(refs, gaps, anchor));
  }

  /** Selects all refs of the session that the focused row belongs to. */
  all(): void {
    const row = this.#store.rowAt(this.#store.focusIndex)?.content;
    const sessionId = row && sessionOf(row);
    const total = this.#store.state.refs.get(sessionId ?? "")?.live.total ?? 0;
    if (sessionId === undefined || total === 0) return;
    const gap = { sessionId, start: 0, count: total };
    this.#attempt(async () => this.#fill([], [gap], this.#store.state.anchor));
  }

  /** What a button of a selected row, or the menu, says. */
  act(action: SelectionAction, key?: NodeKey): void {
    const { state } = this.#store;
    const refs = key === undefined ? [...state.selection.values()] : selectedWith(state, key);
    if (refs.length === 0) return;
    if (action === "release") this.#askRelease(refs);
    else if (action === "copy") this.#copy(refs);
    else this.#prolong(refs, action);
  }

  /** The yes to a release that was asked for. */
  confirm(): void {
    const { pendingRelease } = this.#store.state;
    this.cancel();
    if (!pendingRelease) return;
    this.#attempt(async () =>
      this.#host.request("release", { chosen: bySession(pendingRelease.refs) }),
    );
  }

  cancel(): void {
    this.#store.apply({ kind: "pendRelease", refs: null });
  }

  undo(): void {
    const { undo } = this.#store.state;
    if (undo) this.#attempt(async () => this.#host.request("undoRelease", { id: undo.id }));
  }

  #askRelease(refs: readonly SelectedRef[]): void {
    this.#store.apply({ kind: "pendRelease", refs });
    const asked = bySession(refs).map((chosen) => this.#host.request("releaseImpact", chosen));
    Promise.all(asked).then(
      (impacts) => this.#store.apply({ kind: "impactLoaded", impact: sumOf(impacts) }),
      (error: unknown) => this.#store.apply({ kind: "impactFailed", message: messageOf(error) }),
    );
  }

  #prolong(refs: readonly SelectedRef[], how: "keep" | "extend"): void {
    this.#attempt(async () => this.#host.request("prolong", { chosen: bySession(refs), how }));
  }

  #copy(refs: readonly SelectedRef[]): void {
    this.#attempt(async () => this.#host.request("copy", { chosen: bySession(refs) }));
  }

  #select(refs: readonly SelectedRef[], anchor: NodeKey | null, isOnly: boolean): void {
    this.#store.apply({ kind: "select", refs, isOnly, anchor });
  }

  #between(first: number, last: number): { refs: SelectedRef[]; gaps: Gap[] } {
    const refs: SelectedRef[] = [];
    const gaps: Gap[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = this.#store.rowAt(index)?.content;
      refs.push(...refsOf(row));
      if (row?.kind !== "pending" || row.spot.source.kind !== "refs") continue;
      const { sessionId } = row.spot.source;
      const gap = gaps.at(-1);
      const isNext = gap?.sessionId === sessionId && gap.start + gap.count === row.spot.position;
      if (gap && isNext) gap.count += 1;
      else gaps.push({ sessionId, start: row.spot.position, count: 1 });
    }
    return { refs, gaps };
  }

  /** Selects what stands in the gaps too, unless the person selected something else meanwhile. */
  async #fill(
    known: readonly SelectedRef[],
    gaps: readonly Gap[],
    anchor: NodeKey | null,
  ): Promise<void> {
    const before = this.#store.state.selection;
    const refs = [...known];
    for (const { sessionId, start, count } of gaps) {
      for (let done = 0; done < count; done += pageSize) {
        const page = { start: start + done, count: Math.min(pageSize, count - done) };
        const listed = await this.#list({ session: sessionId, ...page });
        refs.push(...listed.map(({ id }) => ({ sessionId, refId: id })));
      }
    }
    if (this.#store.state.selection === before) this.#select(refs, anchor, true);
  }

  /** Refs as they stand on screen; the worker may need several questions to put many in order. */
  async #list(page: RefsParams): Promise<readonly RefInfo[]> {
    const arrangement = toRefArrangement(this.#store.state.arrangement);
    const look = this.#store.state.refs.get(page.session)?.live.generation ?? 0;
    const params = arrangement ? { ...page, arrangement, look } : page;
    for (;;) {
      const { refs, arranged } = await this.#host.request("refs", params);
      if (!arranged || arranged.covered >= arranged.of) return refs;
    }
  }

  /** What fails is told in the focused row. */
  #attempt(act: () => Promise<unknown>): void {
    const key = this.#store.rowAt(this.#store.focusIndex)?.content.key ?? "";
    this.#store.apply({ kind: "failed", key, message: null });
    act().catch((error: unknown) => {
      this.#store.apply({ kind: "failed", key, message: messageOf(error) });
    });
  }
}

function refsOf(row: RowContent | undefined): readonly SelectedRef[] {
  if (row?.kind !== "ref") return [];
  return [{ sessionId: row.address.session, refId: row.address.ref }];
}

function sessionOf(row: RowContent): string | undefined {
  switch (row.kind) {
    case "session":
      return row.session.info.id;
    case "ref":
    case "child":
      return row.address.session;
    case "tombstone":
      return row.sessionId;
    default:
      return undefined;
  }
}

/** Each ref once, with those of its session. */
function bySession(refs: readonly SelectedRef[]): readonly ChosenRefs[] {
  const sessions = new Map<string, Set<string>>();
  for (const { sessionId, refId } of refs) {
    const ids = sessions.get(sessionId) ?? new Set();
    sessions.set(sessionId, ids.add(refId));
  }
  return [...sessions].map(([session, ids]) => ({ session, refs: [...ids] }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
