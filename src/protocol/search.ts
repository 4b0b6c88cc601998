/**
 * Searching refs and what they hold. Runs no user code and touches no lifetime. A search is a chain of short
 * requests: each answers what one slice of time found, so that everything else gets its turn between two.
 */

import type { ObjectSummary, PathStep } from "./inspection.js";

/** What to search for, and where. */
export interface SearchScope {
  /** Only in this session; an unknown one has nothing. Default: all. */
  readonly session?: string;
  /** Default false. */
  readonly caseSensitive?: boolean;
  /** The query is a regular expression of Python's `re`; refused if some text could make it run for long. Default false. */
  readonly regularExpression?: boolean;
  /** How many steps from a ref are searched; 0: refs only. At most 50; default 5. */
  readonly depth?: number;
  /** Most hits; at most 10,000; default 200. */
  readonly limit?: number;
}

/** `snakebridge/search`: begin (`query`), go on (`cursor` of the slice before), or give up. */
export type SearchParams =
  | (SearchScope & {
      /** 1 to 1,000 characters. */
      readonly query: string;
    })
  | { readonly cursor: string; readonly giveUp?: boolean };

/** How much was searched. */
export interface SearchCoverage {
  /** Refs that were searched with all that is in them. */
  readonly refsVisited: number;
  /** Refs there were when the search began. */
  readonly refsTotal: number;
  /** Refs, items and attributes that were looked at. */
  readonly objectsVisited: number;
  /** Nothing was left out: neither by the limit nor because it changed, went, or did not answer. */
  readonly isComplete: boolean;
}

/** Where something was found. */
export interface SearchMatch {
  readonly session: string;
  readonly ref: string;
  /** The way from the ref, as `snakebridge/children` takes it; empty for the ref itself. */
  readonly path: readonly PathStep[];
  /** The bound name, attribute or key; the value's text; or the name of its class. */
  readonly matched: "name" | "value" | "type";
  /** The place as Python would write it, from the ref's bound name or type: `model.layers[0]`. At most 200 characters. */
  readonly title: string;
  /** What its row is called, as `ChildInfo.name`. */
  readonly name: string;
  /** Of a long text the preview shows the place that was found. Null where it cannot be read. */
  readonly summary: ObjectSummary | null;
}

/** What one slice found, and how much was covered up to its end. */
export interface SearchSlice extends SearchCoverage {
  readonly hits: readonly SearchMatch[];
  /** Names the rest of the search; null when it is over. Valid once. */
  readonly cursor: string | null;
}
