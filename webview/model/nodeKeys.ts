/**
 * Names of tree nodes that stay the same over reloads, refreshes and restarts of the view, so that
 * expansion and focus can be kept by them. All that is read out of a key is what it belongs to, and the
 * place of a row that is not known yet.
 */
import type { RefGrouping } from "../../src/protocol/arranging.js";
import type { ChildPart, PathStep } from "../../src/protocol/inspection.js";

export type NodeKey = string;

export const workerKey = (workerId: string): NodeKey => `worker:${workerId}`;

export const sessionKey = (sessionId: string): NodeKey => `session:${sessionId}`;

/** Ref ids are unique over sessions; a tombstone has the key of the ref it stands for. */
export const refKey = (refId: string): NodeKey => `ref:${refId}`;

export const childKey = (parent: NodeKey, step: PathStep): NodeKey =>
  `${parent}/${JSON.stringify(step)}`;

export const groupKey = (object: NodeKey, part: ChildPart): NodeKey => `${object}#${part}`;

/** Refs of a session that are listed together; `name` is what they have in common. */
export const refGroupKey = (sessionId: string, grouping: RefGrouping, name: string): NodeKey =>
  `${sessionKey(sessionId)}%${grouping}:${name}`;

/** Refs of all sessions that are listed together. */
export const sharedGroupKey = (grouping: RefGrouping, name: string): NodeKey =>
  `all%${grouping}:${name}`;

/** A row beside the nodes: a failure, a line of text. */
export const extraKey = (owner: NodeKey, what: string | number): NodeKey => `${owner}~${what}`;

/** What `repr` says of a row, beside what the row itself shows. */
export const reprKey = (row: NodeKey): NodeKey => extraKey(row, "repr");

/** The image that a row shows of itself. */
export const imageKey = (row: NodeKey): NodeKey => extraKey(row, "image");

/** The row at a position of a list, while it is not known what stands there. */
export const placeKey = (list: NodeKey, position: number): NodeKey => extraKey(list, position);

/** The position that a {@link placeKey} of this list stands for. */
export function positionInList(list: NodeKey, key: NodeKey): number | undefined {
  const start = extraKey(list, "");
  const position = key.startsWith(start) ? Number(key.slice(start.length)) : NaN;
  return Number.isSafeInteger(position) ? position : undefined;
}

/** Whether `key` is a part of the object `owner`, or `owner` itself. */
export function isWithin(owner: NodeKey, key: NodeKey): boolean {
  return (
    key.startsWith(owner) &&
    (key.length === owner.length || "/#~".includes(key[owner.length] ?? ""))
  );
}
