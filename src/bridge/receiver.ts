/**
 * What a method or attribute is asked of: a ref, its wire form, or the result of a step.
 */

import type { Receiver as WireReceiver } from "../protocol/calls.js";
import type { Encoding } from "./encoding.js";
import { InvalidRefError, SessionMismatchError } from "./errors.js";
import { nameOf } from "./pythonCall.js";
import { assertUsable, homeOf, Ref } from "./ref.js";
import { identify } from "./refLike.js";
import type { Step } from "./step.js";

/** A receiver on its way to the wire. */
export interface Receiver {
  readonly id: string;
  readonly sessionId: string;
  readonly poolName: string | undefined;
}

/** @throws InvalidRefError for what is no ref. */
export function receiverOf(receiver: unknown): Receiver {
  if (receiver instanceof Ref) return receiver;
  const { id, sessionId } = identify(receiver);
  return { id, sessionId, poolName: undefined };
}

/** The result of a step, by the ref it is or the handle it goes by. */
export function resultAsReceiver(step: Step): Receiver {
  const value = step.outcome?.kind === "value" ? step.outcome.value : undefined;
  if (value instanceof Ref) return value;
  const id = nameOf(step);
  if (id === undefined) throw new InvalidRefError("invalid_format");
  return { id, sessionId: step.home.id, poolName: step.home.poolName };
}

/** @throws SessionMismatchError or RefNotFoundError if the request may not use it. */
export function wireReceiver(receiver: Receiver, encoding: Encoding): WireReceiver {
  const { id, sessionId } = receiver;
  if (receiver instanceof Ref) assertUsable(id, homeOf(receiver), encoding);
  else if (sessionId !== encoding.sessionId) {
    throw new SessionMismatchError(id, sessionId, encoding.sessionId);
  }
  return { __type__: "ref", id, session_id: sessionId };
}
