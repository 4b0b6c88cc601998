/**
 * Which session calls made here belong to: the surrounding `withSession`, else the auto-session of the
 * surrounding owner. Follows asynchronous code; knows no worker.
 */

import { AsyncLocalStorage } from "node:async_hooks";

import { newSessionId } from "./refIds.js";
import type { Worker } from "./worker.js";

/** A call of Python into the host that is being served: what it asks for runs in its wait. */
export interface ServedCallback {
  readonly worker: Worker;
  readonly invocationId: string;
}

/** Something that has an auto-session while it lives. */
export class Owner {
  #sessionId: string | undefined;

  /** The id of its session; made on first use, and again after a release. */
  get sessionId(): string {
    return (this.#sessionId ??= newSessionId("auto"));
  }

  /** Its session if it has one. Afterwards it has none. */
  takeSession(): string | undefined {
    const sessionId = this.#sessionId;
    this.#sessionId = undefined;
    return sessionId;
  }
}

interface Scope {
  readonly sessionId: string | undefined;
  readonly owner: Owner;
  readonly served: ServedCallback | undefined;
  /** Names the outermost `withPython` block around. */
  readonly errorScope: string | undefined;
}

/** The scopes of one bridge. */
export class SessionScopes {
  readonly #storage = new AsyncLocalStorage<Scope>();
  /** Owns what is called outside any scope. */
  readonly #root: Scope = {
    sessionId: undefined,
    owner: new Owner(),
    served: undefined,
    errorScope: undefined,
  };

  get #current(): Scope {
    return this.#storage.getStore() ?? this.#root;
  }

  /** The surrounding `withSession`, if any. */
  get explicitSession(): string | undefined {
    return this.#current.sessionId;
  }

  get owner(): Owner {
    return this.#current.owner;
  }

  /** The callback that the present code serves, if any. */
  get served(): ServedCallback | undefined {
    return this.#current.served;
  }

  /** The `withPython` block around, if any. */
  get errorScope(): string | undefined {
    return this.#current.errorScope;
  }

  /** The session of a call made here; `receiver` is the session of the ref it is made on. */
  choose(explicit: string | undefined, receiver: string | undefined): string {
    if (explicit !== undefined) return checkedSessionId(explicit);
    const scope = this.#current;
    return scope.sessionId ?? receiver ?? scope.owner.sessionId;
  }

  runInSession<T>(sessionId: string, fn: () => T): T {
    return this.#storage.run({ ...this.#current, sessionId: checkedSessionId(sessionId) }, fn);
  }

  runAsOwner<T>(owner: Owner, fn: () => T): T {
    return this.#storage.run({ ...this.#current, sessionId: undefined, owner }, fn);
  }

  runInErrorScope<T>(errorScope: string, fn: () => T): T {
    return this.#storage.run({ ...this.#current, errorScope }, fn);
  }

  runServing<T>(served: ServedCallback, sessionId: string, fn: () => T): T {
    return this.#storage.run({ ...this.#current, sessionId, served }, fn);
  }
}

const longestSessionId = 256;

/** @throws RangeError unless it is a string of 1 to 256 UTF-16 units. */
export function checkedSessionId(sessionId: string): string {
  if (sessionId.length >= 1 && sessionId.length <= longestSessionId) return sessionId;
  throw new RangeError(`A session id has 1 to ${longestSessionId} characters`);
}
