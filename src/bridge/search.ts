/**
 * A search through all workers that run, merged as their slices come. A worker that does not answer, or exits,
 * is left out of the coverage instead of holding up the others.
 */

import { setTimeout as sleep } from "node:timers/promises";

import type {
  SearchCoverage,
  SearchMatch,
  SearchParams,
  SearchScope,
  SearchSlice,
} from "../protocol/search.js";
import { CancelledError, InvalidQueryError } from "./errors.js";
import { toBridgeError } from "./wireErrors.js";
import { WorkerExitedError } from "./workerErrors.js";
import type { Worker } from "./worker.js";

/** Something found, and on which worker. */
export interface SearchHit extends SearchMatch {
  readonly pool: string;
  readonly workerId: string;
}

/** What a search has found: for a listener since it was last told, as a result in all. */
export interface SearchResult extends SearchCoverage {
  readonly hits: readonly SearchHit[];
}

/** Where and how to search. */
export interface SearchOptions extends SearchScope {
  /** Aborting ends the search, also in Python, and rejects with `CancelledError`. */
  readonly signal?: AbortSignal;
  /** Told of what was found, and how much was covered, as it comes; last with what the promise gives. */
  readonly onProgress?: (progress: SearchResult) => void;
}

const defaultLimit = 200;
/** A slice takes some hundredths of a second: who needs so long is stuck. */
const longestSilenceMs = 3000;
const jsonRpcInvalidParams = -32602;

const nothingYet: SearchCoverage = {
  refsVisited: 0,
  refsTotal: 0,
  objectsVisited: 0,
  isComplete: false,
};

/** Rejects with `InvalidQueryError` or `CancelledError`. */
export async function search(
  workers: readonly Worker[],
  query: string,
  { signal, onProgress, ...wanted }: SearchOptions,
): Promise<SearchResult> {
  const search = new Search(workers, wanted.limit ?? defaultLimit, onProgress);
  const ending = new AbortController();
  const ends = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  try {
    await Promise.all(workers.map((worker) => search.run(worker, { query, ...wanted }, ends)));
  } catch (error) {
    // What one worker refuses need not be asked of the others.
    ending.abort();
    if (signal?.aborted)
      throw new CancelledError("The search was cancelled", { cause: signal.reason });
    throw error;
  }
  return search.result;
}

class Search {
  readonly #shares: Map<Worker, SearchCoverage>;
  readonly #hits: SearchHit[] = [];
  readonly #limit: number;
  readonly #onProgress: ((progress: SearchResult) => void) | undefined;
  #isCut = false;

  constructor(
    workers: readonly Worker[],
    limit: number,
    onProgress: ((progress: SearchResult) => void) | undefined,
  ) {
    this.#shares = new Map(workers.map((worker) => [worker, nothingYet]));
    this.#limit = limit;
    this.#onProgress = onProgress;
  }

  get result(): SearchResult {
    return { hits: this.#hits, ...this.#coverage() };
  }

  /** Searches one worker to its end; rejects when `ends` is aborted. */
  async run(worker: Worker, begin: SearchParams, ends: AbortSignal): Promise<void> {
    if (worker.isUnresponsive) return;
    let params = begin;
    for (;;) {
      ends.throwIfAborted();
      const answer = askSlice(worker, params);
      const slice = await unlessSilent(answer, ends).catch((error: unknown) => {
        answer.then((late) => giveUp(worker, late)).catch(() => undefined);
        if (error instanceof WorkerExitedError) return undefined;
        throw error;
      });
      if (!slice) return;
      this.#take(worker, slice);
      if (slice.cursor === null) return;
      if (this.#hits.length >= this.#limit) {
        giveUp(worker, slice);
        return;
      }
      params = { cursor: slice.cursor };
    }
  }

  #take(worker: Worker, { hits, cursor: _, ...coverage }: SearchSlice): void {
    this.#shares.set(worker, coverage);
    const room = this.#limit - this.#hits.length;
    this.#isCut ||= hits.length > room;
    const place = { pool: worker.pool, workerId: worker.id };
    const taken = hits.slice(0, room).map((hit) => ({ ...hit, ...place }));
    this.#hits.push(...taken);
    this.#onProgress?.({ hits: taken, ...this.#coverage() });
  }

  #coverage(): SearchCoverage {
    const shares = [...this.#shares.values()];
    const sum = (count: (share: SearchCoverage) => number) =>
      shares.reduce((total, share) => total + count(share), 0);
    return {
      refsVisited: sum(({ refsVisited }) => refsVisited),
      refsTotal: sum(({ refsTotal }) => refsTotal),
      objectsVisited: sum(({ objectsVisited }) => objectsVisited),
      isComplete: !this.#isCut && shares.every(({ isComplete }) => isComplete),
    };
  }
}

function askSlice(worker: Worker, params: SearchParams): Promise<SearchSlice> {
  return worker.ask("snakebridge/search", params, (answer) =>
    answer.code === jsonRpcInvalidParams
      ? new InvalidQueryError(answer.message)
      : toBridgeError(answer),
  );
}

/** Lets the worker forget the rest of a search. */
function giveUp(worker: Worker, { cursor }: SearchSlice): void {
  if (cursor === null) return;
  worker.ask("snakebridge/search", { cursor, giveUp: true }).catch(() => undefined);
}

/** The answer, undefined if it does not come in time. Rejects when `ends` is aborted. */
async function unlessSilent<T>(answer: Promise<T>, ends: AbortSignal): Promise<T | undefined> {
  const answered = new AbortController();
  const signal = AbortSignal.any([ends, answered.signal]);
  try {
    return await Promise.race([answer, sleep(longestSilenceMs, undefined, { signal })]);
  } finally {
    answered.abort();
  }
}
