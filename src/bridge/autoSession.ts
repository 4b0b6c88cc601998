/**
 * Sessions that live for an owner: a scope, a disposable, or any object.
 */

import type { Releases } from "./releases.js";
import { Owner } from "./sessionScope.js";
import type { SessionScopes } from "./sessionScope.js";

/** The session of an owner. Disposing it releases the session; a later use makes another one. */
export interface AutoSession extends AsyncDisposable {
  /** Its session; made on first use. */
  readonly id: string;
  /** Calls made in `fn`, also asynchronously, run in this session unless told otherwise. */
  run<T>(fn: () => T): T;
}

/** Gives owners their sessions, and ends those of owners that were garbage collected. */
export class AutoSessions {
  readonly #scopes: SessionScopes;
  readonly #releases: Releases;
  readonly #owners = new WeakMap<object, Owner>();
  readonly #collected = new FinalizationRegistry<Owner>((owner) => {
    const sessionId = owner.takeSession();
    if (sessionId !== undefined) this.#releases.atEndSoon(sessionId);
  });

  constructor(scopes: SessionScopes, releases: Releases) {
    this.#scopes = scopes;
    this.#releases = releases;
  }

  /** The session of `object`, the same for every call; a fresh owner without one. */
  of(object: object | undefined): AutoSession {
    return this.#scopeOf(object ? this.#ownerOf(object) : new Owner());
  }

  #ownerOf(object: object): Owner {
    let owner = this.#owners.get(object);
    if (!owner) {
      owner = new Owner();
      this.#owners.set(object, owner);
      this.#collected.register(object, owner);
    }
    return owner;
  }

  #scopeOf(owner: Owner): AutoSession {
    const scopes = this.#scopes;
    const releases = this.#releases;
    return {
      get id() {
        return owner.sessionId;
      },
      run: (fn) => scopes.runAsOwner(owner, fn),
      async [Symbol.asyncDispose]() {
        const sessionId = owner.takeSession();
        if (sessionId !== undefined) await releases.atEnd(sessionId);
      },
    };
  }
}
