/**
 * Ids made by this side: unique across processes, cheap within one.
 */

import { randomBytes } from "node:crypto";

const prefix = randomBytes(10).toString("hex");
let count = 0;

/** 32 hex digits: a random prefix of this process and a counter. */
export function newRefId(): string {
  count += 1;
  return prefix + count.toString(16).padStart(12, "0");
}

/** `auto_…` or `session_…`. */
export function newSessionId(kind: "auto" | "session"): string {
  return `${kind}_${newRefId()}`;
}

/** Names one worker process and all it starts, in their environment. */
export function newRunId(): string {
  return randomBytes(16).toString("hex");
}
