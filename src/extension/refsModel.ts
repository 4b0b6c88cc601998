/**
 * What the inspector shows, kept from the bridge's events: workers, sessions, and a tombstone for every
 * ref that went without being asked to. Pure: it asks nobody and knows no `vscode`.
 */
import type { RefsChangedEvent, WorkerExitEvent, WorkerInfo } from "../bridge/index.js";
import type { RemovalReason } from "../protocol/errors.js";
import type { PanelSession, PanelWorker, Tombstone, Verdict } from "../protocol/panel.js";
import type { RefInfo, SessionInfo } from "../protocol/sessions.js";

/** How reasons read in the person's language. */
export interface Words {
  removal(reason: RemovalReason): string;
  exit(exit: WorkerExitEvent): string;
}

interface SessionEntry {
  workerId: string;
  info: SessionInfo;
  isLost: boolean;
  lossReason: string | null;
  readonly titles: Map<string, string>;
  readonly tombstones: Map<string, Tombstone>;
}

/** As many as the adapter remembers. */
const mostTombstones = 1_000;

/** A person asked for these, or saw them coming: their rows just go. */
const expectedReasons: readonly RemovalReason[] = ["released", "session_released", "stream_ended"];

export class RefsModel {
  readonly #sessions = new Map<string, SessionEntry>();
  readonly #exits = new Map<string, NonNullable<PanelWorker["exit"]>>();
  readonly #memoryBytes = new Map<string, number>();
  readonly #words: Words;
  #workers: readonly WorkerInfo[] = [];

  constructor(words: Words) {
    this.#words = words;
  }

  /** Refs alive in all sessions. */
  get refCount(): number {
    return sumOfRefs(this.#live());
  }

  /** Refs that live on these workers. */
  refCountOn(workerIds: readonly string[]): number {
    return sumOfRefs(this.#live().filter(({ workerId }) => workerIds.includes(workerId)));
  }

  /** Ids of the sessions that live. */
  get sessionIds(): readonly string[] {
    return this.#live().map(({ info }) => info.id);
  }

  /** The names bound in a session; `undefined` while they are not known. */
  namesIn(sessionId: string | undefined): ReadonlySet<string> | undefined {
    const names = sessionId === undefined ? undefined : this.sessionInfo(sessionId)?.names;
    return names && new Set(names);
  }

  sessionInfo(sessionId: string): SessionInfo | undefined {
    return this.#sessions.get(sessionId)?.info;
  }

  setWorkers(workers: readonly WorkerInfo[]): void {
    this.#workers = workers;
    for (const { workerId, state } of workers) {
      if (state !== "exited") this.#exits.delete(workerId);
      if (state === "exited" || state === "starting") this.#memoryBytes.delete(workerId);
    }
  }

  applyChange(change: RefsChangedEvent): void {
    const { sessionId, session, workerId, memoryBytes } = change;
    if (typeof memoryBytes === "number") this.#memoryBytes.set(workerId, memoryBytes);
    const entry = this.#sessions.get(sessionId);
    if (session) {
      const { titles, tombstones } = entry ?? { titles: new Map(), tombstones: new Map() };
      const info = session;
      const next = { workerId, info, isLost: false, lossReason: null, titles, tombstones };
      this.#sessions.set(sessionId, next);
      updateTitles(next, change);
      for (const { refId, reason } of change.removed) this.#bury(next, refId, reason);
    } else if (entry?.isLost !== true) {
      this.#sessions.delete(sessionId);
    }
  }

  applyExit(exit: WorkerExitEvent): void {
    const { workerId, stderrTail, sessionsLost, lost } = exit;
    const summary = this.#words.exit(exit);
    // A gateway outlives parts of its cluster.
    if (!lost) this.#exits.set(workerId, { summary, stderrTail });
    this.applyLoss(sessionsLost, summary);
  }

  /** The refs of these sessions went with their worker. */
  applyLoss(sessionIds: readonly string[], reason: string | null = null): void {
    for (const sessionId of sessionIds) {
      const entry = this.#sessions.get(sessionId);
      if (!entry) continue;
      for (const refId of [...entry.titles.keys()]) this.#bury(entry, refId, "worker_restarted");
      entry.isLost = true;
      entry.lossReason = reason;
      entry.info = { ...entry.info, refCount: 0, nextEviction: null };
    }
  }

  /** What the ref is called: its name, else its type. */
  titleOf(sessionId: string, refId: string): string | undefined {
    return this.#sessions.get(sessionId)?.titles.get(refId);
  }

  /** A released ref that something keeps alive leaves a tombstone which says what. */
  judge(sessionId: string, verdicts: readonly Verdict[]): void {
    const entry = this.#sessions.get(sessionId);
    if (!entry) return;
    for (const { refId, title, reason, isHeld } of verdicts) {
      if (isHeld) remember(entry.tombstones, { refId, title, reason });
    }
  }

  /** Forgets tombstones; a lost session without any is forgotten too. */
  dismiss(sessionId: string, refIds: readonly string[]): void {
    const entry = this.#sessions.get(sessionId);
    for (const refId of refIds) entry?.tombstones.delete(refId);
    if (entry?.isLost && entry.tombstones.size === 0) this.#sessions.delete(sessionId);
  }

  /** Forgets a session that its owner ended. */
  forget(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  workers(): readonly PanelWorker[] {
    return this.#workers.map(({ workerId, pool, state, pythonVersion, cluster }) => ({
      id: workerId,
      pool,
      state,
      pythonVersion,
      ...(cluster && { cluster: cluster.address }),
      memoryBytes: this.#memoryBytes.get(workerId) ?? null,
      exit: this.#exits.get(workerId) ?? null,
    }));
  }

  sessions(currentSessionId: string | undefined): readonly PanelSession[] {
    return [...this.#sessions.values()].map((entry) => ({
      workerId: entry.workerId,
      info: entry.info,
      current: entry.info.id === currentSessionId,
      lost: entry.isLost,
      lossReason: entry.lossReason,
      tombstones: [...entry.tombstones.values()],
    }));
  }

  #live(): readonly SessionEntry[] {
    return [...this.#sessions.values()].filter(({ isLost }) => !isLost);
  }

  #bury(entry: SessionEntry, refId: string, reason: RemovalReason): void {
    const title = entry.titles.get(refId);
    entry.titles.delete(refId);
    if (title === undefined || expectedReasons.includes(reason)) return;
    remember(entry.tombstones, { refId, title, reason: this.#words.removal(reason) });
  }
}

function sumOfRefs(sessions: readonly SessionEntry[]): number {
  return sessions.reduce((sum, { info }) => sum + info.refCount, 0);
}

function remember(tombstones: Map<string, Tombstone>, tombstone: Tombstone): void {
  tombstones.set(tombstone.refId, tombstone);
  if (tombstones.size <= mostTombstones) return;
  const [oldest] = tombstones.keys();
  if (oldest !== undefined) tombstones.delete(oldest);
}

function updateTitles(entry: SessionEntry, { added, changed }: RefsChangedEvent): void {
  for (const ref of [...added, ...changed]) entry.titles.set(ref.id, titleOf(ref));
}

function titleOf({ names, qualifiedType }: RefInfo): string {
  return names[0] ?? qualifiedType;
}
