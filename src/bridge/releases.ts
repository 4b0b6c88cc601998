/**
 * Letting go: of refs, of results that are still on their way, of sessions. Idempotent; tells what happened.
 */

import type { ReleaseOutcome, ReleaseResult, ReleaseSessionResult } from "../protocol/sessions.js";
import { ProtocolError, SessionMismatchError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { Pools } from "./pools.js";
import { nameOf, PythonCall, stepOf } from "./pythonCall.js";
import type { PendingStep } from "./pythonCall.js";
import { homeOf, Ref } from "./ref.js";
import { identify } from "./refLike.js";
import type { SessionHome } from "./sessionHome.js";
import type { SessionScopes } from "./sessionScope.js";
import type { Step } from "./step.js";

const gone: ReleaseOutcome = { outcome: "alreadyGone", reason: "unknown" };

/** See the module's comment. */
export class Releases {
  readonly #pools: Pools;
  readonly #scopes: SessionScopes;
  readonly #logger: Logger;

  constructor(pools: Pools, scopes: SessionScopes, logger: Logger) {
    this.#pools = pools;
    this.#scopes = scopes;
    this.#logger = logger;
  }

  /** Frees one ref, after the requests already sent that use it. */
  async ref(ref: unknown): Promise<ReleaseOutcome> {
    if (ref instanceof PythonCall) return this.step(stepOf(ref));
    const { id, sessionId } = identify(ref);
    const surrounding = this.#scopes.explicitSession;
    if (surrounding !== undefined && surrounding !== sessionId) {
      throw new SessionMismatchError(id, sessionId, surrounding);
    }
    if (ref instanceof Ref) {
      const { lost, poolName } = homeOf(ref);
      if (lost) return { outcome: "alreadyGone", reason: lost };
      return this.#one(this.#pools.get(poolName).find(sessionId), id);
    }
    return this.#one(this.#pools.find(sessionId), id);
  }

  /** Frees refs by id; one outcome each, in order. */
  async byIds(sessionId: string, refs: readonly string[]): Promise<ReleaseResult> {
    const home = this.#pools.find(sessionId);
    if (!home?.slot.isRunning) return { outcomes: refs.map(() => gone) };
    return home.ask("snakebridge/release", { session: sessionId, refs });
  }

  /** Frees what a step makes, after the steps hung on it so far. */
  step(pending: PendingStep): Promise<ReleaseOutcome> {
    const released = this.#step(pending);
    // A failed chain tells those who await its results; a release in passing need not tell it again.
    released.catch(() => undefined);
    return released;
  }

  async #step(pending: PendingStep): Promise<ReleaseOutcome> {
    if (pending instanceof Promise) return this.#step(await pending);
    const id = nameOf(pending);
    if (id === undefined) return pending.outcome ? gone : this.#later(pending);
    pending.isReleased = true;
    return Promise.race([this.#one(pending.home, id), failureOf(pending)]);
  }

  async #later(step: Step): Promise<ReleaseOutcome> {
    await new Promise<void>((resolve) => step.whenSettled(() => resolve()));
    return this.#step(step);
  }

  /** Frees all of a session, wherever it lives, and forgets it. */
  async session(sessionId: string): Promise<ReleaseSessionResult> {
    const homes = this.#pools.findAll(sessionId);
    const counts = await Promise.all(homes.map((home) => this.#home(home)));
    return { released: counts.reduce((sum, count) => sum + count, 0) };
  }

  /** Frees a session whose owner has ended; the log tells what nobody had released. */
  async atEnd(sessionId: string): Promise<void> {
    const { released } = await this.session(sessionId);
    if (released > 0) this.#logger.info(`Session '${sessionId}' ended with ${released} refs alive`);
  }

  /** Like {@link atEnd}, for owners that are gone and cannot be told. */
  atEndSoon(sessionId: string): void {
    this.atEnd(sessionId).catch((error: unknown) =>
      this.#logger.debug(`Releasing session ${sessionId} failed`, error),
    );
  }

  async #home(home: SessionHome): Promise<number> {
    const isKnown = home.slot.isRunning;
    const answer = isKnown ? home.ask("snakebridge/releaseSession", { session: home.id }) : null;
    home.lose("session_released");
    this.#pools.forget(home);
    const offshoots = home.offshoots.splice(0).map((id) => this.session(id));
    const { released } = (await answer) ?? { released: 0 };
    const others = await Promise.all(offshoots);
    return others.reduce((sum, other) => sum + other.released, released);
  }

  async #one(home: SessionHome | undefined, id: string): Promise<ReleaseOutcome> {
    if (!home?.slot.isRunning) return gone;
    const { outcomes } = await home.ask("snakebridge/release", { session: home.id, refs: [id] });
    const [outcome] = outcomes;
    if (!outcome) throw new ProtocolError("A release was answered without its outcome");
    return outcome;
  }
}

/** Rejects when the step fails; never resolves. */
function failureOf(step: Step): Promise<never> {
  return new Promise((_resolve, reject) => {
    step.whenSettled((outcome) => {
      if (outcome.kind === "error") reject(outcome.error);
    });
  });
}
