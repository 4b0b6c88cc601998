/**
 * What a command is told by where it was chosen: a row of the inspector, a link in a hover, a keybinding. All
 * come from outside, so anything that does not fit counts as not said.
 */
import type { PathStep } from "../protocol/inspection.js";
import { isPath, isRecord } from "./messageShape.js";

export interface RowArgument {
  readonly sessionId?: string;
  readonly refId?: string;
  readonly workerId?: string;
  /** The way from the ref to a part of it. */
  readonly path?: readonly PathStep[];
  /** What to search for. */
  readonly query?: string;
  /** What to call it. */
  readonly name?: string;
}

export function readRow(argument: unknown): RowArgument {
  return {
    ...textOf(argument, "sessionId"),
    ...textOf(argument, "refId"),
    ...textOf(argument, "workerId"),
    ...textOf(argument, "query"),
    ...pathOf(argument),
    ...textOf(argument, "name"),
  };
}

function pathOf(argument: unknown): Pick<RowArgument, "path"> {
  const path: unknown = isRecord(argument) ? argument["path"] : undefined;
  return isPath(path) ? { path } : {};
}

function textOf<Key extends string>(argument: unknown, key: Key): Partial<Record<Key, string>> {
  if (typeof argument !== "object" || argument === null) return {};
  const value: unknown = Reflect.get(argument, key);
  // SAFETY: the one key of the object is `key`, and its value a string.
  return typeof value === "string" ? ({ [key]: value } as Partial<Record<Key, string>>) : {};
}
