/**
 * The encoding of one request's arguments: collects what the request then depends on.
 */

import type { TaggedValue, WireValue } from "../protocol/values.js";
import { Enclosure } from "./attachments.js";
import { encode } from "./encode.js";
import type { EncodeContext } from "./encode.js";
import { SerializationError, SessionMismatchError } from "./errors.js";
import type { SessionHome } from "./sessionHome.js";
import type { Step } from "./step.js";

/** See the module's comment. For one request only. */
export class Encoding implements EncodeContext {
  readonly home: SessionHome;
  /** Steps whose results the arguments name. */
  readonly parents: Step[] = [];
  isBound = false;
  readonly #mayAttach: boolean;
  #enclosure: Enclosure | undefined;

  constructor(home: SessionHome, mayAttach: boolean) {
    this.home = home;
    this.#mayAttach = mayAttach;
  }

  /** Made when first asked for: few requests have bulk values. */
  get enclosure(): Enclosure | undefined {
    return this.#mayAttach ? (this.#enclosure ??= new Enclosure()) : undefined;
  }

  /** What the values made so far name. */
  get attachments(): readonly Uint8Array[] | undefined {
    return this.#enclosure?.parts;
  }

  get sessionId(): string {
    return this.home.id;
  }

  get poolName(): string {
    return this.home.poolName;
  }

  /** Names the result of a step that may not have been answered. */
  resultOf(step: Step): WireValue {
    if (step.outcome?.kind === "error") throw step.outcome.error;
    if (step.outcome) return encode(step.outcome.value, "", this);
    const id = step.handle();
    if (id === undefined)
      throw new SerializationError("", "A call that has left must be awaited first");
    if (step.home !== this.home) throw new SessionMismatchError(id, step.home.id, this.sessionId);
    this.isBound = true;
    this.parents.push(step);
    return { __type__: "ref", __schema__: 1, id, session_id: this.sessionId };
  }

  callback(fn: (...args: never) => unknown): TaggedValue {
    this.isBound = true;
    return this.home.callbacks.tag(fn);
  }
}
