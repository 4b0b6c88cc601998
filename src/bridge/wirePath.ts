/**
 * Where in a value something is, in the words both languages use: `$[0]["name"]`. Elements of tuples and sets
 * count like those of arrays; a key that cannot be written shortly is told by its place: `<key 3>`.
 */

/** The value itself. */
export const pathRoot = "$";

const longestKey = 60;

/** To an element. */
export function elementStep(position: number): string {
  return `[${position}]`;
}

/** To what a string key leads to. */
export function memberStep(key: string): string {
  return `[${JSON.stringify(key.length <= longestKey ? key : `${key.slice(0, longestKey)}…`)}]`;
}

/** To the key of a pair. */
export function pairKeyStep(position: number): string {
  return `<key ${position}>`;
}

/** To the value of a pair. */
export function pairValueStep(position: number, key: unknown): string {
  if (typeof key === "string") return memberStep(key);
  return Number.isSafeInteger(key) ? `[${String(key)}]` : `<value ${position}>`;
}

const longestShownPath = 200;

/** A path as part of a message. */
export function shorten(path: string): string {
  return path.length <= longestShownPath ? path : `${path.slice(0, longestShownPath)}…`;
}

/** A problem with a value, and the way to it, collected while the stack unwinds. */
export class ValueProblem extends Error {
  /** Innermost first. */
  readonly #steps: string[] = [];

  /** Adds the step that led to the problem; other errors pass unchanged. */
  static at(step: string, error: unknown): unknown {
    if (error instanceof ValueProblem) error.#steps.push(step);
    return error;
  }

  /** The whole way, from the value named `root`. */
  path(root: string): string {
    return root + this.#steps.toReversed().join("");
  }
}
