/**
 * Tells of refs that went, and why, from the bridge's events: one by one, with their session, with their
 * worker. Pure: it keeps no list of refs, whoever has one asks for it.
 */
import type { RefsChangedEvent } from "../bridge/index.js";
import type { RemovalReason } from "../protocol/errors.js";
import type { BridgeService } from "./bridgeService.js";

/** Where a ref lives. */
export interface RefPlace {
  readonly sessionId: string;
  readonly refId: string;
}

/** Why a ref went just now; `undefined` for one that did not. */
export type EndOf = (ref: RefPlace) => RemovalReason | undefined;

type RefEvents = Pick<BridgeService, "onDidChangeRefs" | "onDidExitWorker" | "onDidRestart">;

export function followRefEnds(events: RefEvents, tell: (endOf: EndOf) => void): void {
  events.onDidChangeRefs((change) => tell(endsIn(change)));
  events.onDidExitWorker(({ sessionsLost }) => tell(endsByLoss(sessionsLost)));
  events.onDidRestart((ended) => tell(endsByLoss(ended.flatMap(({ sessionIds }) => sessionIds))));
}

/** What an event of one session says. */
export function endsIn(change: Pick<RefsChangedEvent, "sessionId" | "session" | "removed">): EndOf {
  return ({ sessionId, refId }) => {
    if (sessionId !== change.sessionId) return undefined;
    const removed = change.removed.find((ref) => ref.refId === refId);
    return removed?.reason ?? (change.session === null ? "session_released" : undefined);
  };
}

/** All refs of these sessions went with their worker. */
export function endsByLoss(sessionIds: readonly string[]): EndOf {
  return ({ sessionId }) => (sessionIds.includes(sessionId) ? "worker_restarted" : undefined);
}
