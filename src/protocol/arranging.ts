/**
 * Listing the refs of a session otherwise than in creation order. Done by looking only: nothing of the refs runs, and
 * no lifetime changes.
 */

/** What refs can be sorted by, the least first: the shortest time since the last use, the nearest expiry. */
export type RefSort = "name" | "type" | "size" | "age" | "remaining" | "used";

/** What refs can be grouped by: the qualified name of their type, or the document whose text made them. */
export type RefGrouping = "type" | "origin";

/** How to list refs. All together: groups in alphabetic order, and within each the refs that pass, sorted. */
export interface RefArrangement {
  /** Default: in the order they were created. */
  readonly sort?: RefSort;
  readonly descending?: boolean;
  /** Words, each of which the name, type or preview must say, in any case; at most 1,000 characters. */
  readonly filter?: string;
  readonly group?: RefGrouping;
}

/** What a listing that was arranged tells beside its window. */
export interface ArrangedListing {
  /** How many refs the session has. */
  readonly of: number;
  /**
   * How many of them were looked at. Fewer than `of`: it takes longer than one answer may; ask again for the same look
   * to let it go on. What is listed till then is what was found so far.
   */
  readonly covered: number;
  /** Name and size of each group in order; for `origin` the name is a URI, empty where no document made the ref. */
  readonly groups: readonly RefGroup[];
}

/** Refs that are listed together. */
export interface RefGroup {
  readonly name: string;
  readonly count: number;
}
