/**
 * A Python object that stayed in Python, as the client sees it: identity and type, nothing of the object
 * itself. Compact, because programs hold many. Printing one runs no Python.
 */

import { inspect } from "node:util";

import type { RemovalReason } from "../protocol/errors.js";
import type { ChildPart, ChildrenResult, PathStep } from "../protocol/inspection.js";
import type { ReleaseOutcome } from "../protocol/sessions.js";
import type { WireRef, WireValue } from "../protocol/values.js";
import { wireSchema } from "../protocol/version.js";
import type { DecodeContext } from "./decode.js";
import { encodeSelf } from "./encode.js";
import type { EncodeContext, SelfEncoding } from "./encode.js";
import { RefNotFoundError, SessionMismatchError } from "./errors.js";
import type { CallOptions } from "./options.js";
import type { PythonCall } from "./pythonCall.js";

/** Which children of an object to list. */
export interface InspectOptions {
  readonly path?: readonly PathStep[];
  /** Default: its items if it has any, else its attributes. */
  readonly part?: ChildPart;
  readonly start?: number;
  readonly count?: number;
}

/** What a ref can be asked to do; the bridge. */
export interface RefOperations {
  method<T>(
    ref: Ref,
    name: string,
    args?: readonly unknown[],
    options?: CallOptions,
  ): PythonCall<T>;
  attr<T>(ref: Ref, name: string, options?: CallOptions): PythonCall<T>;
  setAttr(ref: Ref, name: string, value: unknown, options?: CallOptions): Promise<void>;
  releaseRef(ref: Ref): Promise<ReleaseOutcome>;
  inspect(ref: Ref, options?: InspectOptions): Promise<ChildrenResult>;
  openStream(stream: Ref): ItemReader;
}

/** Gives a stream's items one after the other. */
export interface ItemReader {
  next(): Promise<IteratorResult<unknown, undefined>>;
  close(): Promise<void>;
}

/** One session during one life of its worker: where its refs are. Shared by all of them. */
export interface RefHome extends DecodeContext {
  readonly sessionId: string;
  readonly poolName: string;
  /** Names the life of the worker process. */
  readonly epoch: string;
  /** Why all refs of this home are gone; undefined while they may be alive. */
  readonly lost: RemovalReason | undefined;
  readonly operations: RefOperations;
}

/** The type of a ref's object; shared by all refs of that type. */
export interface RefType {
  readonly typeName: string;
  readonly pythonModule: string;
  readonly library: string;
}

/** Makes a ref of what Python sent; for the bridge itself. */
export let createRef: (id: string, home: RefHome, type: RefType) => Ref;

/** Where a ref lives; for the bridge itself. */
export let homeOf: (ref: Ref) => RefHome;

/** See the module's comment. Owned by its session: it dies with it, by release, by time, or by eviction. */
export class Ref implements SelfEncoding, AsyncDisposable {
  /** A UUID in hex. */
  readonly id: string;
  readonly #home: RefHome;
  readonly #type: RefType;

  static {
    createRef = (id, home, type) => new Ref(id, home, type);
    homeOf = (ref) => ref.#home;
  }

  protected constructor(id: string, home: RefHome, type: RefType) {
    this.id = id;
    this.#home = home;
    this.#type = type;
  }

  get sessionId(): string {
    return this.#home.sessionId;
  }

  get poolName(): string {
    return this.#home.poolName;
  }

  /** Module that defines the object's class. */
  get pythonModule(): string {
    return this.#type.pythonModule;
  }

  /** `stdlib`, else the top-level package of the class. */
  get library(): string {
    return this.#type.library;
  }

  /** Name of the object's class. */
  get typeName(): string {
    return this.#type.typeName;
  }

  /** Version of the wire format. */
  get schema(): typeof wireSchema {
    return wireSchema;
  }

  /** Calls a method of the object. */
  method<T = unknown>(
    name: string,
    args?: readonly unknown[],
    options?: CallOptions,
  ): PythonCall<T> {
    return this.#home.operations.method(this, name, args, options);
  }

  /** Reads an attribute; properties run. */
  attr<T = unknown>(name: string, options?: CallOptions): PythonCall<T> {
    return this.#home.operations.attr(this, name, options);
  }

  /** Assigns an attribute. */
  setAttr(name: string, value: unknown, options?: CallOptions): Promise<void> {
    return this.#home.operations.setAttr(this, name, value, options);
  }

  /** Frees the object in Python, after the requests already sent that use it. Idempotent. */
  release(): Promise<ReleaseOutcome> {
    return this.#home.operations.releaseRef(this);
  }

  /** Lists children without running user code or touching the ref's lifetime. */
  inspect(options?: InspectOptions): Promise<ChildrenResult> {
    return this.#home.operations.inspect(this, options);
  }

  /** Releases the ref; a ref that is gone already is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
  }

  /** Checks that it may be used there, before anything is sent. */
  [encodeSelf](context: EncodeContext): WireValue {
    assertUsable(this.id, this.#home, context);
    context.isBound = true;
    return { __type__: "ref", __schema__: 1, id: this.id, session_id: this.sessionId };
  }

  /** The wire form, which {@link isRef} recognises again. */
  toJSON(): WireRef {
    return {
      __type__: "ref",
      __schema__: 1,
      id: this.id,
      session_id: this.sessionId,
      type_name: this.typeName,
      python_module: this.pythonModule,
      library: this.library,
    };
  }

  toString(): string {
    const module = this.pythonModule === "builtins" ? "" : `${this.pythonModule}.`;
    return `#Python<${module}${this.typeName} ${this.id.slice(0, 4)}…${this.id.slice(-4)}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Throws what is wrong with using a ref in a request of `place`. */
export function assertUsable(
  refId: string,
  home: RefHome,
  place: { readonly sessionId: string; readonly poolName: string },
): void {
  if (home.sessionId !== place.sessionId) {
    throw new SessionMismatchError(refId, home.sessionId, place.sessionId);
  }
  if (home.lost) throw new RefNotFoundError(refId, home.sessionId, home.lost);
  // The same session id in another pool is another session: its refs cannot be reached from here.
  if (home.poolName !== place.poolName) {
    throw new RefNotFoundError(refId, home.sessionId, "unknown");
  }
}
