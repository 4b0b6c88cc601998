/**
 * Small checks that compose into the shape of a message, typed by what they prove. Unknown fields are
 * tolerated, so that a newer host can say more; nothing here throws.
 */

export type Check<Value> = (value: unknown) => value is Value;

export const isText: Check<string> = (value) => typeof value === "string";
export const isNumber: Check<number> = (value): value is number => Number.isFinite(value);
export const isBoolean: Check<boolean> = (value) => typeof value === "boolean";

/** For what is carried back as it came, unread. */
export function unread<Value>(): Check<Value> {
  return (value): value is Value => value !== undefined;
}

export function nullable<Value>(check: Check<Value>): Check<Value | null> {
  return (value): value is Value | null => value === null || check(value);
}

export function optional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value);
}

export function exactly<const Value extends string | number | boolean>(
  expected: Value,
): Check<Value> {
  return (value): value is Value => value === expected;
}

/** A union of texts, all of them named: one that is added to the protocol does not compile here. */
export function oneOf<Text extends string>(texts: Readonly<Record<Text, true>>): Check<Text> {
  return (value): value is Text => typeof value === "string" && Object.hasOwn(texts, value);
}

export function listOf<Item>(check: Check<Item>): Check<readonly Item[]> {
  return (value): value is readonly Item[] => Array.isArray(value) && value.every(check);
}

export function anyOf<Value>(...checks: readonly Check<Value>[]): Check<Value> {
  return (value): value is Value => checks.some((check) => check(value));
}

/** One check per field; the compiler holds the list complete. */
export function shape<Value extends object>(checks: {
  readonly [Key in keyof Value]-?: Check<Value[Key]>;
}): Check<Value> {
  const fields = Object.entries<(value: unknown) => boolean>(checks);
  return (value): value is Value =>
    typeof value === "object" &&
    value !== null &&
    fields.every(([name, check]) => check(Reflect.get(value, name)));
}
