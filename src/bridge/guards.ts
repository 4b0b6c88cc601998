/**
 * Shape checks for what arrives from outside. They never throw and never trust a prototype.
 */

/** An object that came from JSON: neither null nor an array. Its fields are still unknown. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An array of anything. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** An array whose elements all pass `isElement`. */
export function isArrayOf<T>(
  value: unknown,
  isElement: (element: unknown) => element is T,
): value is readonly T[] {
  return isArray(value) && value.every(isElement);
}

/** A string. */
export function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** A number that is an integer JavaScript holds exactly. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
