/**
 * Finds what an answer that nobody will read has made in Python, without decoding it.
 */

import { isRecord } from "./guards.js";

/** Ids of the refs in a wire value that came to be with it. Refs that were there before are not its own. */
export function newRefsIn(wire: unknown): string[] {
  const found: string[] = [];
  const pending: unknown[] = [wire];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) {
      for (const element of value) pending.push(element);
    } else if (isRecord(value)) {
      const { __type__: tag, id, known } = value;
      const isRef = tag === "ref" || tag === "stream_ref";
      if (!isRef) pending.push(Object.values(value));
      else if (typeof id === "string" && known !== true) found.push(id);
    }
  }
  return found;
}
