/** What the bridge's events say of a ref that somebody still shows. */
import { describe, expect, it } from "vitest";

import { endsByLoss, endsIn } from "../../../src/extension/refEnds.js";
import { sessionOf } from "../webview/builders.js";

const own = { sessionId: "s", refId: "r" };
const removed = [{ refId: "r", reason: "expired" }] as const;

describe("an event of a session", () => {
  it("says why a ref of it went", () => {
    const endOf = endsIn({ sessionId: "s", session: sessionOf({ id: "s" }), removed });
    expect(endOf(own)).toBe("expired");
  });

  it("says nothing of the refs that stay, and of other sessions' refs", () => {
    const endOf = endsIn({ sessionId: "s", session: sessionOf({ id: "s" }), removed });
    expect(endOf({ ...own, refId: "other" })).toBeUndefined();
    expect(endOf({ ...own, sessionId: "other" })).toBeUndefined();
  });

  it("takes every ref along when the session itself ended", () => {
    const endOf = endsIn({ sessionId: "s", session: null, removed: [] });
    expect(endOf(own)).toBe("session_released");
    expect(endOf({ ...own, sessionId: "other" })).toBeUndefined();
  });
});

describe("the end of a worker", () => {
  it("loses the refs of its sessions, and no others", () => {
    const endOf = endsByLoss(["s"]);
    expect(endOf(own)).toBe("worker_restarted");
    expect(endOf({ ...own, sessionId: "other" })).toBeUndefined();
  });
});
