/**
 * Objects as text to take along. Answered while user code runs, and runs none itself: what only code of the
 * object's class could tell is refused with a reason.
 */

import type { ObjectAddress } from "./inspection.js";

/**
 * - `value`: text as it is, anything else built in as Python prints it, whole. Objects of other classes in it are told
 *   in short (`CopyResult.abridged` counts them).
 * - `hex`: bytes as offset, hexadecimal and letters.
 * - `expression`: Python that gives this very object in the session's namespace.
 * - `path`: the way from the ref, for people.
 * - `json`: exact data, indented.
 * - `python`, `typescript`, `elixir`: the calls that made the ref, lead to the part, or call the function.
 */
export type CopyForm =
  "value" | "hex" | "expression" | "path" | "json" | "python" | "typescript" | "elixir";

/** `snakebridge/copy`: an object as text in one of the forms. */
export interface CopyParams extends ObjectAddress {
  readonly form: CopyForm;
  /** Where to go on with a long text, from `next` of the answer before; default 0. */
  readonly start?: number;
}

/** The text or why there is none. Text is written whole; only `value` of a text and `hex` come in windows. */
export interface CopyResult {
  readonly text: string | null;
  /** Why there is no such text, in words for a person; null if there is one. */
  readonly reason: string | null;
  /** What the text obviously is, as an editor names languages: `python`, `json`, `html`, `xml`, `plaintext`… */
  readonly language: string;
  /** What `start` goes on with; null at the end. */
  readonly next: number | null;
  /** Objects in it that are told in short, because only their own code knows their value. */
  readonly abridged: number;
}
