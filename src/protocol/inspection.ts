/**
 * Looking at objects. Nothing here runs user code or touches a lifetime, except `snakebridge/evaluate`,
 * which is what a person's click on one row asks for.
 */

import type { WireValue } from "./values.js";

/** One step from an object to a part of it. `item` is a position, `key` a mapping's key as a wire value. */
export type PathStep =
  { readonly attr: string } | { readonly item: number } | { readonly key: WireValue };

/** A styled piece of a one-line preview. `text` is plain text, never markup. */
export interface PreviewPart {
  readonly kind: "string" | "number" | "keyword" | "name" | "type" | "punctuation" | "text";
  readonly text: string;
}

/** What an object is at a glance; decides icon and how it expands. */
export type ObjectKind =
  | "none"
  | "boolean"
  | "number"
  | "string"
  | "bytes"
  | "sequence"
  | "mapping"
  | "set"
  | "array"
  | "table"
  | "function"
  | "class"
  | "module"
  | "iterator"
  | "error"
  | "object";

/** As what an object can show itself, to a person who asks for it. */
export type DisplayKind = "image" | "html";

/** Facts about an object that can be had without running its code. */
export interface ObjectSummary {
  readonly typeName: string;
  /** Module and qualified name, builtins bare: `re.Pattern`, `list`. */
  readonly qualifiedType: string;
  readonly kind: ObjectKind;
  /** At most 200 characters over all parts; built under a budget, never cut from a longer text. */
  readonly preview: readonly PreviewPart[];
  /** Number of items for exact built-in containers and known libraries; null where asking would run user code. */
  readonly length: number | null;
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
  /** Shallow size as the type itself reports it safely; null if unknown. */
  readonly sizeBytes: number | null;
  readonly hasChildren: boolean;
  /** What its class offers to show (`snakebridge/display`), as far as looking tells; absent if nothing. */
  readonly displays?: readonly DisplayKind[];
}

/** The parts an object expands into. `items` come first for containers, `attributes` are the instance's own. */
export type ChildPart = "items" | "attributes" | "inherited" | "functions" | "special";

/**
 * One child. `summary` is null for a row that only running code can fill: a property, shown as `…`. Where both
 * `summary` and `lazyReason` are set, it was evaluated before, and that value is still kept: paths lead through it.
 */
export interface ChildInfo {
  readonly step: PathStep;
  /** Display name: attribute name, index, or short key. At most 200 characters. */
  readonly name: string;
  readonly part: ChildPart;
  readonly summary: ObjectSummary | null;
  /** The class that defines a lazy row, e.g. `property of Model`. */
  readonly lazyReason: string | null;
  /** Length of the path prefix that leads to the same object, when this row closes a cycle. */
  readonly cycleDepth: number | null;
  /** Ref of this session that is the same object. */
  readonly refId: string | null;
  /** What went wrong with this row alone. */
  readonly error: string | null;
}

/** Names an object: a ref of a session, and the way from it. */
export interface ObjectAddress {
  readonly session: string;
  readonly ref: string;
  readonly path?: readonly PathStep[];
}

/** `snakebridge/children`: a window of one part of an object. */
export interface ChildrenParams extends ObjectAddress {
  /** Default: `items` if the object has any, else `attributes`. */
  readonly part?: ChildPart;
  readonly start?: number;
  /** At most 1,000; default 100. */
  readonly count?: number;
  /**
   * An item to seek, as a person types it: an index (from the end if negative), or a key or an element of a set as a
   * Python literal; what is no literal is a string. `start` is then where to go on seeking. At most 1,000 characters.
   */
  readonly seek?: string;
}

/** What became of seeking an item. */
export interface Sought {
  /** How items of the object are called. */
  readonly by: "index" | "key" | "element";
  /** What was sought, as Python writes it. */
  readonly text: string;
  /** Of the item; null while it is not found. */
  readonly position: number | null;
  /** Where to go on: there was no time for all keys in one request. Null: it was found, or is not there. */
  readonly next: number | null;
}

/** The window, and every part that has children with how many. */
export interface ChildrenResult {
  readonly part: ChildPart;
  readonly start: number;
  readonly total: number;
  readonly children: readonly ChildInfo[];
  readonly parts: readonly { readonly part: ChildPart; readonly total: number }[];
  /** Of `seek`. The window is then the one of `count` items, from a multiple of it, that has what was found; else empty. */
  readonly sought?: Sought;
}

/** `snakebridge/describe`: type, doc, signature and source of an object, for hover and details. */
export interface DescribeResult {
  readonly summary: ObjectSummary;
  readonly names: readonly string[];
  /** Docstring, cleaned of indentation; at most 4,000 characters. */
  readonly doc: string | null;
  /** `(pattern, flags=0)`; null where it cannot be had without running user code. */
  readonly signature: string | null;
  /** Where the type (or function) is defined; line counts from 1. */
  readonly source: { readonly file: string; readonly line: number } | null;
}

/**
 * `snakebridge/evaluate`: read the lazy row at `path` for real, on the main thread, as the person asked. A value that
 * can be opened is kept with its ref (the latest 50), so that it has children at the same path; it goes with the ref, or
 * when it is evaluated anew. `repr` of such a row is that of the value kept.
 */
export interface EvaluateParams extends ObjectAddress {
  /** Milliseconds after which Python is interrupted and the answer says so; default 1,500. */
  readonly budgetMs?: number;
  /** `value` reads a property; `repr` calls `repr()` on the object. */
  readonly form: "value" | "repr";
}

/** What the click gave. `summary` for `value`; `text` for `repr` (at most 1,000,000 characters). */
export interface EvaluateResult {
  readonly summary: ObjectSummary | null;
  readonly text: string | null;
}
