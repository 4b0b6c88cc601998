/**
 * What answers do to an opened object: which parts it has, and windows of their children. Children are
 * addressed by path from their ref; they are no refs and hold nothing alive.
 */
import type { ChildPart, ChildrenResult, ObjectAddress } from "../../src/protocol/inspection.js";

import { isSameSummary } from "./differences.js";
import { childKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import type { Change, ChildEntry, ObjectParts } from "./state.js";
import { lookAgain, newList, shownAt, withWindow } from "./windowed.js";
import type { Windowed } from "./windowed.js";

/** Shown directly under their object, in this order; the other parts are groups that open on their own. */
export const directParts = ["items", "attributes"] as const satisfies readonly ChildPart[];

export const groupParts = [
  "inherited",
  "functions",
  "special",
] as const satisfies readonly ChildPart[];

/** Parts after a change, and the rows whose value is now another. */
export interface ObjectPartsChange {
  readonly parts: ObjectParts;
  readonly changed: readonly Change[];
}

export function newObjectParts(address: ObjectAddress): ObjectParts {
  return { address, totals: null, lists: new Map(), failure: null, generation: 0 };
}

export function listOf(parts: ObjectParts, part: ChildPart): Windowed<ChildEntry> {
  return parts.lists.get(part) ?? newList(parts.totals?.get(part) ?? 0);
}

/** `part` is undefined for the first look. */
export function failureOf(parts: ObjectParts, part: ChildPart | undefined): string | null {
  return part === undefined ? parts.failure : listOf(parts, part).failure;
}

/** The object may have changed: everything known of it is asked for again when it is on screen. */
export function lookAgainAt(parts: ObjectParts): ObjectParts {
  return {
    ...parts,
    lists: new Map([...parts.lists].map(([part, list]) => [part, lookAgain(list)])),
    failure: null,
    generation: parts.generation + 1,
  };
}

export function withChildren(
  parts: ObjectParts,
  owner: NodeKey,
  result: ChildrenResult,
): ObjectPartsChange {
  const totals = new Map(result.parts.map(({ part, total }) => [part, total]));
  totals.set(result.part, result.total);
  const list = listOf(parts, result.part);
  const items = result.children.map((info) => ({ key: childKey(owner, info.step), info }));
  const window = withWindow(list, { start: result.start, total: result.total, items });
  return {
    parts: {
      ...parts,
      totals,
      lists: withTotals(new Map(parts.lists).set(result.part, window), totals),
      failure: null,
    },
    changed: items.flatMap(({ key, info }, offset) => {
      const before = shownAt(list, result.start + offset);
      const was = before?.key === key ? before.info.summary : null;
      return was && info.summary && !isSameSummary(was, info.summary) ? [{ key, was }] : [];
    }),
  };
}

/** `part` is undefined for the first look, which asks for whatever comes first. */
export function withFailure(
  parts: ObjectParts,
  part: ChildPart | undefined,
  message: string | null,
): ObjectParts {
  if (part === undefined) return { ...parts, failure: message };
  const list = { ...listOf(parts, part), failure: message };
  return { ...parts, lists: new Map(parts.lists).set(part, list) };
}

function withTotals(
  lists: ReadonlyMap<ChildPart, Windowed<ChildEntry>>,
  totals: ReadonlyMap<ChildPart, number>,
): ReadonlyMap<ChildPart, Windowed<ChildEntry>> {
  return new Map(
    [...lists].map(([part, list]) => {
      const total = totals.get(part) ?? 0;
      return [part, list.total === total ? list : lookAgain(list, total)];
    }),
  );
}
