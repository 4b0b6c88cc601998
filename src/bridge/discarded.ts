/**
 * Finds the refs in an answer that nobody will read, without decoding it.
 */

import { isRecord } from "./guards.js";

/** Ids of all refs in a wire value, each as often as it stands there. */
export function refsIn(wire: unknown): string[] {
  const found: string[] = [];
  const pending: unknown[] = [wire];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) {
      for (const element of value) pending.push(element);
    } else if (isRecord(value) && !(value instanceof Uint8Array)) {
      const { __type__: tag, id } = value;
      const isRef = tag === "ref" || tag === "stream_ref";
      if (!isRef) pending.push(Object.values(value));
      else if (typeof id === "string") found.push(id);
    }
  }
  return found;
}
