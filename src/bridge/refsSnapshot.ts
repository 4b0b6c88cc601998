/**
 * What a late listener missed, told as if all of it had just been added.
 */

import type { RefInfo, SessionInfo } from "../protocol/sessions.js";
import type { RefsChangedEvent } from "./bridgeEvents.js";
import type { Worker } from "./worker.js";

const pageSize = 1000;

/** Tells `listener` of every session of a worker and its refs. Changes that come meanwhile are told as well. */
export async function readSnapshot(
  worker: Worker,
  listener: (event: RefsChangedEvent) => void,
): Promise<void> {
  const sessions = await worker.ask("snakebridge/sessions", {});
  await Promise.all(
    sessions.map(async (session) => {
      for await (const added of pages(worker, session)) {
        listener({
          pool: worker.pool,
          workerId: worker.id,
          sessionId: session.id,
          session,
          added,
          changed: [],
          removed: [],
        });
      }
    }),
  );
}

/** At least one page, so that an empty session is told of too. */
async function* pages(
  worker: Worker,
  { id }: SessionInfo,
): AsyncGenerator<readonly RefInfo[], void> {
  let start = 0;
  for (;;) {
    const page = await worker.ask("snakebridge/refs", { session: id, start, count: pageSize });
    yield page.refs;
    start += page.refs.length;
    if (page.refs.length === 0 || start >= page.total) return;
  }
}
