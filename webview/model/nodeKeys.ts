/**
 * Names of tree nodes that stay the same over reloads, refreshes and restarts of the view, so that
 * expansion and focus can be kept by them. Nothing is ever read out of a key but its kinship.
 */
import type { ChildPart, PathStep } from "../../src/protocol/inspection.js";

export type NodeKey = string;

export const workerKey = (workerId: string): NodeKey => `worker:${workerId}`;

export const sessionKey = (sessionId: string): NodeKey => `session:${sessionId}`;

/** Ref ids are unique over sessions; a tombstone has the key of the ref it stands for. */
export const refKey = (refId: string): NodeKey => `ref:${refId}`;

export const childKey = (parent: NodeKey, step: PathStep): NodeKey =>
  `${parent}/${JSON.stringify(step)}`;

export const groupKey = (object: NodeKey, part: ChildPart): NodeKey => `${object}#${part}`;

/** A row beside the nodes: a placeholder, a failure, a line of text. */
export const extraKey = (owner: NodeKey, what: string | number): NodeKey => `${owner}~${what}`;

/** Whether `key` is a part of the object `owner`, or `owner` itself. */
export function isWithin(owner: NodeKey, key: NodeKey): boolean {
  return (
    key.startsWith(owner) &&
    (key.length === owner.length || "/#~".includes(key[owner.length] ?? ""))
  );
}
