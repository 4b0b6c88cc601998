/**
 * Releases with thought, for who releases at a person's wish: what a release would do, one that can be taken back,
 * and proof afterwards. `SnakeBridge.releaseRef` frees at once. Starts no worker.
 */

import type { ReleaseImpact, RestoreResult, VerifyReleaseResult } from "../protocol/lettingGo.js";
import type { ReleaseResult } from "../protocol/sessions.js";
import type { Pools } from "./pools.js";
import type { SessionHome } from "./sessionHome.js";

/** Made by the bridge. */
export let createGrace: (pools: Pools) => Grace;

/** See the module's comment. Refs are named by their ids in their session. */
export class Grace {
  readonly #pools: Pools;

  static {
    createGrace = (pools) => new Grace(pools);
  }

  private constructor(pools: Pools) {
    this.#pools = pools;
  }

  /** How many of `refs` (absent: of all) live, how large they are, which names break, and what stays reachable all the same. */
  async impact(session: string, refs?: readonly string[]): Promise<ReleaseImpact> {
    const params = { session, ...(refs && { refs }) };
    const answer = await this.#find(session)?.ask("snakebridge/releaseImpact", params);
    return answer ?? nothing;
  }

  /**
   * Releases refs so that {@link restore} can take it back for `graceSeconds` (at most 60). They are gone for
   * everybody at once; their objects are freed at the end of the time, with the session, or when it needs the room.
   */
  async release(
    session: string,
    refs: readonly string[],
    graceSeconds: number,
  ): Promise<ReleaseResult> {
    const params = { session, refs, graceSeconds };
    const answer = await this.#find(session)?.ask("snakebridge/release", params);
    return answer ?? { outcomes: refs.map(() => ({ outcome: "alreadyGone", reason: "unknown" })) };
  }

  /** Takes a release back: the same objects under the same ids, with their names and remaining time. */
  async restore(session: string, refs: readonly string[]): Promise<RestoreResult> {
    const answer = await this.#find(session)?.ask("snakebridge/restore", { session, refs });
    return answer ?? { outcomes: refs.map(() => ({ outcome: "gone" })) };
  }

  /** Whether the objects of refs released by {@link release} are gone, else what keeps them, in words. */
  async verify(session: string, refs: readonly string[]): Promise<VerifyReleaseResult> {
    const answer = await this.#find(session)?.ask("snakebridge/verifyRelease", { session, refs });
    return answer ?? { fates: refs.map(() => ({ fate: "forgotten" })) };
  }

  #find(session: string): SessionHome | undefined {
    const home = this.#pools.find(session);
    return home?.slot.isRunning ? home : undefined;
  }
}

const nothing: ReleaseImpact = {
  count: 0,
  sizeBytes: 0,
  unsized: 0,
  names: [],
  reached: [],
  reachedTotal: 0,
  isWhole: true,
};
