/** Lets many refs live longer at once: kept for good, or an hour more for each. */
import type { SnakeBridge } from "../bridge/index.js";
import type { ChosenRefs, PanelRequests } from "../protocol/panel.js";

/** What one press of Extend adds to a ref's remaining time. */
const extensionSeconds = 3_600;

/** Gives how many of the refs were still there to be helped. */
export async function prolong(
  bridge: SnakeBridge,
  { chosen, how }: PanelRequests["prolong"]["params"],
): Promise<number> {
  const counts = await Promise.all(chosen.map((refs) => ofSession(bridge, refs, how)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function ofSession(
  bridge: SnakeBridge,
  { session, refs }: ChosenRefs,
  how: "keep" | "extend",
): Promise<number> {
  const wanted = new Set(refs);
  const alive = (await bridge.refs(session)).filter(({ id }) => wanted.has(id));
  await Promise.allSettled(
    alive.map(async ({ id, remainingSeconds }) => {
      const address = { session, ref: id };
      if (how === "keep") await bridge.inspection.pin({ ...address, on: true });
      else if (remainingSeconds !== null) {
        const seconds = remainingSeconds + extensionSeconds;
        await bridge.inspection.extend({ ...address, seconds });
      }
    }),
  );
  return alive.length;
}
