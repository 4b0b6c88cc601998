/**
 * Which session a call belongs to.
 */
import { describe, expect, it } from "vitest";

import { checkedSessionId, Owner, SessionScopes } from "../../../src/bridge/sessionScope.js";

describe("SessionScopes", () => {
  it("chooses the explicit session over everything", () => {
    const scopes = new SessionScopes();
    scopes.runInSession("around", () => expect(scopes.choose("named", "receiver")).toBe("named"));
  });

  it("chooses the surrounding session over the receiver's, and that over the owner's", () => {
    const scopes = new SessionScopes();
    expect(scopes.choose(undefined, "receiver")).toBe("receiver");
    expect(scopes.choose(undefined, undefined)).toMatch(/^auto_[0-9a-f]{32}$/);
    scopes.runInSession("around", () => {
      expect(scopes.choose(undefined, "receiver")).toBe("around");
    });
  });

  it("nests, follows asynchronous code, and restores also when the code throws", async () => {
    const scopes = new SessionScopes();
    const now = () => scopes.choose(undefined, undefined);
    const outside = now();
    await scopes.runInSession("a", async () => {
      await Promise.resolve();
      await expect(
        scopes.runInSession("b", async () => {
          await Promise.resolve();
          expect(now()).toBe("b");
          throw new Error("inner");
        }),
      ).rejects.toThrow("inner");
      expect(now()).toBe("a");
    });
    expect(now()).toBe(outside);
  });

  it("keeps concurrent scopes apart", async () => {
    const scopes = new SessionScopes();
    const seen = await Promise.all(
      ["a", "b", "c"].map((id) =>
        scopes.runInSession(id, async () => {
          await Promise.resolve();
          return scopes.choose(undefined, undefined);
        }),
      ),
    );
    expect(seen).toEqual(["a", "b", "c"]);
  });

  it("gives an owner one session until it is taken from it", () => {
    const scopes = new SessionScopes();
    const owner = new Owner();
    const [first, second] = scopes.runAsOwner(owner, () => [
      scopes.choose(undefined, undefined),
      scopes.choose(undefined, undefined),
    ]);
    expect(first).toBe(second);
    expect(owner.takeSession()).toBe(first);
    expect(owner.takeSession()).toBeUndefined();
    expect(owner.sessionId).not.toBe(first);
  });

  it("lets an owner's scope stand inside a session's scope", () => {
    const scopes = new SessionScopes();
    const owner = new Owner();
    scopes.runInSession("around", () =>
      scopes.runAsOwner(owner, () => {
        expect(scopes.choose(undefined, undefined)).toBe(owner.sessionId);
      }),
    );
  });

  it("keeps the scopes of two bridges apart", () => {
    const [one, other] = [new SessionScopes(), new SessionScopes()];
    one.runInSession("a", () => expect(other.choose(undefined, undefined)).not.toBe("a"));
  });

  it.each(["", "x".repeat(257)])("refuses the id %j", (id) => {
    expect(() => checkedSessionId(id)).toThrow(RangeError);
  });

  it("takes any other string as it is", () => {
    for (const id of ["x", "x".repeat(256), "a:b", "__proto__", "ψ\ud800"]) {
      expect(checkedSessionId(id)).toBe(id);
    }
  });
});
