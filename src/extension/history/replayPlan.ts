/** What has to run again, in which order, and what cannot when something fails. Pure. */
import type { Entry } from "./entries.js";

/** Entries that one has to run after, because they bind what it reads. */
export type Needs = ReadonlyMap<number, ReadonlySet<number>>;

export interface ReplayPlan {
  /** What was chosen and what that needs, in the order it ran in: what is needed comes first. */
  readonly steps: readonly Entry[];
  readonly needs: Needs;
}

/** Whether an entry can run again by itself, and did its work when it ran. */
export function isReplayable({ status, program }: Entry): boolean {
  return program !== null && status !== "failed" && status !== "running";
}

export function planReplay(entries: readonly Entry[], chosen: ReadonlySet<number>): ReplayPlan {
  const needs = needsOf(entries);
  const wanted = new Set<number>();
  const waiting = [...chosen];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (wanted.has(id)) continue;
    wanted.add(id);
    waiting.push(...(needs.get(id) ?? []));
  }
  const steps = entries.filter((entry) => wanted.has(entry.id) && entry.program !== null);
  return { steps, needs };
}

/** All that needs `failed`, by itself or through another. */
export function dependantsOf(plan: ReplayPlan, failed: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { id } of plan.steps) {
    const needed = plan.needs.get(id) ?? new Set();
    if (needed.has(failed) || [...needed].some((each) => found.has(each))) found.add(id);
  }
  return found;
}

/** Of an earlier window the document is known, the session is not. */
function scopeOf({ sessionId, place }: Entry): string {
  return sessionId === "" ? (place?.uri ?? "") : sessionId;
}

/** For each entry the latest ones before it, in its session, that bound what it reads. */
function needsOf(entries: readonly Entry[]): Needs {
  const binders = new Map<string, number>();
  const needs = new Map<number, ReadonlySet<number>>();
  for (const entry of entries.filter(isReplayable)) {
    const keyOf = (name: string) => JSON.stringify([scopeOf(entry), name]);
    const found = entry.names.reads.map((name) => binders.get(keyOf(name)));
    needs.set(entry.id, new Set(found.filter((id) => id !== undefined)));
    for (const name of entry.names.binds) binders.set(keyOf(name), entry.id);
  }
  return needs;
}
