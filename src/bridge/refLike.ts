/**
 * What users may give where a ref is required: a `Ref`, or its wire form from elsewhere. Checked before
 * anything is sent.
 */

import { InvalidRefError } from "./errors.js";
import { isRecord } from "./guards.js";
import { Ref } from "./ref.js";
import { StreamRef } from "./streamRef.js";

/** A ref, or the wire form of one. */
export type RefLike =
  Ref | { readonly __type__: string; readonly id: string; readonly session_id: string };

/** What names a ref. */
export interface RefIdentity {
  readonly id: string;
  readonly sessionId: string;
}

/** True for a `Ref` and for wire objects of one. Never throws, whatever it is given. */
export function isRef(x: unknown): x is RefLike {
  try {
    return x instanceof Ref || (isRecord(x) && x["__type__"] === "ref" && hasIdentity(x));
  } catch {
    // A proxy or a getter that throws is no ref.
    return false;
  }
}

/** True for a `StreamRef` and for wire objects of one. Never throws. */
export function isStreamRef(x: unknown): x is StreamRef {
  try {
    return x instanceof StreamRef;
  } catch {
    // A proxy that throws is no ref.
    return false;
  }
}

/** @throws InvalidRefError naming what is missing. */
export function identify(ref: unknown): RefIdentity {
  if (ref instanceof Ref) return ref;
  if (!isRecord(ref)) throw new InvalidRefError("invalid_format");
  if (ref["id"] === undefined) throw new InvalidRefError("missing_id");
  if (ref["__type__"] === undefined) throw new InvalidRefError("missing_type");
  const isTag = ref["__type__"] === "ref" || ref["__type__"] === "stream_ref";
  if (!isTag || !hasIdentity(ref)) throw new InvalidRefError("invalid_format");
  return { id: ref.id, sessionId: ref.session_id };
}

function hasIdentity(
  ref: Readonly<Record<string, unknown>>,
): ref is { readonly id: string; readonly session_id: string } {
  return typeof ref["id"] === "string" && typeof ref["session_id"] === "string";
}
