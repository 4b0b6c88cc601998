/** Ids of the client: long enough, and nobody else's. */
import { describe, expect, it, vi } from "vitest";

import type * as refIds from "../../../src/bridge/refIds.js";

/** The module as another process has it. */
async function freshIds(): Promise<typeof refIds> {
  vi.resetModules();
  return await import("../../../src/bridge/refIds.js");
}

describe("ids of refs", () => {
  it("are 32 hex digits, and no two are equal", async () => {
    const { newRefId } = await freshIds();
    const ids = Array.from({ length: 1000 }, newRefId);
    expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1000);
  });
});

describe("ids", () => {
  it("of sessions say their kind, and another process makes others", async () => {
    const [here, elsewhere] = [await freshIds(), await freshIds()];
    for (const kind of ["auto", "session"] as const) {
      const [one, other] = [here.newSessionId(kind), elsewhere.newSessionId(kind)];
      expect([one, other]).toEqual(Array(2).fill(expect.stringMatching(`^${kind}_[0-9a-f]{32}$`)));
      expect(one).not.toBe(other);
    }
  });
});
