/**
 * What a command is told by where it was chosen: a row of the inspector, a link in a hover, a keybinding. All
 * come from outside, so anything that does not fit counts as not said.
 */
export interface RowArgument {
  readonly sessionId?: string;
  readonly refId?: string;
  readonly workerId?: string;
  /** What to search for. */
  readonly query?: string;
}

export function readRow(argument: unknown): RowArgument {
  return {
    ...textOf(argument, "sessionId"),
    ...textOf(argument, "refId"),
    ...textOf(argument, "workerId"),
    ...textOf(argument, "query"),
  };
}

function textOf<Key extends string>(argument: unknown, key: Key): Partial<Record<Key, string>> {
  if (typeof argument !== "object" || argument === null) return {};
  const value: unknown = Reflect.get(argument, key);
  // SAFETY: the one key of the object is `key`, and its value a string.
  return typeof value === "string" ? ({ [key]: value } as Partial<Record<Key, string>>) : {};
}
