/**
 * Explicit sessions: scopes around code, limits, interruption.
 */

import type { ReleaseSessionResult, SessionInfo } from "../protocol/sessions.js";
import type { InterruptResult } from "../protocol/worker.js";
import type { OpenOptions, ScopeOptions } from "./options.js";
import type { Pools } from "./pools.js";
import { newSessionId } from "./refIds.js";
import type { Releases } from "./releases.js";
import { checkedSessionId } from "./sessionScope.js";
import type { SessionScopes } from "./sessionScope.js";

/** See the module's comment. */
export class Sessions {
  readonly #pools: Pools;
  readonly #scopes: SessionScopes;
  readonly #releases: Releases;
  /** Scopes per session that are open now and want it released at their end. */
  readonly #releasing = new Map<string, number>();

  constructor(pools: Pools, scopes: SessionScopes, releases: Releases) {
    this.#pools = pools;
    this.#scopes = scopes;
    this.#releases = releases;
  }

  /** Runs `fn` with the session around it. */
  async with<T>(
    { sessionId = newSessionId("session"), releaseOnExit = false, ...options }: ScopeOptions,
    fn: (sessionId: string) => T | PromiseLike<T>,
  ): Promise<Awaited<T>> {
    checkedSessionId(sessionId);
    if (Object.keys(options).length > 0) {
      this.#pools.homeOf(sessionId, undefined).configure(options);
    }
    if (releaseOnExit) this.#enter(sessionId);
    try {
      return await this.#scopes.runInSession(sessionId, () => fn(sessionId));
    } finally {
      if (releaseOnExit) await this.#leave(sessionId);
    }
  }

  /** Creates a session, or changes its limits. */
  async open(sessionId: string, { pool, ...options }: OpenOptions): Promise<SessionInfo> {
    const home = this.#pools.homeOf(checkedSessionId(sessionId), pool);
    home.configure(options);
    return home.ask("snakebridge/openSession", { session: sessionId, ...options });
  }

  /** Frees the auto-session of the surrounding owner. */
  async releaseAuto(): Promise<ReleaseSessionResult> {
    const sessionId = this.#scopes.owner.takeSession();
    return sessionId === undefined ? { released: 0 } : this.#releases.session(sessionId);
  }

  /** Interrupts what runs in a session now. */
  async interrupt(sessionId: string): Promise<InterruptResult> {
    const home = this.#pools.find(sessionId);
    const worker = home?.slot.worker;
    if (!worker) return { interrupted: false };
    const result = await home.ask("snakebridge/interrupt", { session: sessionId });
    if (result.interrupted) worker.noteInterrupt();
    return result;
  }

  #enter(sessionId: string): void {
    this.#releasing.set(sessionId, (this.#releasing.get(sessionId) ?? 0) + 1);
  }

  async #leave(sessionId: string): Promise<void> {
    const left = (this.#releasing.get(sessionId) ?? 1) - 1;
    if (left > 0) {
      this.#releasing.set(sessionId, left);
      return;
    }
    this.#releasing.delete(sessionId);
    await this.#releases.atEnd(sessionId);
  }
}
