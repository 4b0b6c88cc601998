/**
 * One pipe, two lanes: whose message it is, what an answer does, and that nothing a worker says can break
 * the client.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ErrorAnswer, Responder } from "../../../src/bridge/channel.js";
import { MemoryPipe, turnEnd } from "../../support/memoryPipe.js";

/** A responder that keeps what it is told. */
class Ear implements Responder {
  readonly heard: unknown[] = [];

  succeed(result: unknown): void {
    this.heard.push({ result });
  }

  fail(answer: ErrorAnswer): void {
    this.heard.push({ answer });
  }

  abandon(error: Error): void {
    this.heard.push({ abandoned: error.message });
  }
}

describe("WorkerLink", () => {
  it("hands an answer to the responder of its request, once", async () => {
    const pipe = new MemoryPipe();
    const [first, second] = [new Ear(), new Ear()];
    const a = pipe.link.request("snakebridge/ping", {}, first);
    const b = pipe.link.request("snakebridge/ping", {}, second);
    await pipe.say({ jsonrpc: "2.0", id: b, result: "b" }, { jsonrpc: "2.0", id: a, result: null });
    await pipe.say({ jsonrpc: "2.0", id: a, result: "again" });
    expect(first.heard).toEqual([{ result: null }]);
    expect(second.heard).toEqual([{ result: "b" }]);
  });

  it("reads batches of answers", async () => {
    const pipe = new MemoryPipe();
    const ear = new Ear();
    const ids = [1, 2].map(() => pipe.link.request("snakebridge/ping", {}, ear));
    await pipe.say(ids.map((id) => ({ jsonrpc: "2.0", id, result: id })));
    expect(ear.heard).toEqual(ids.map((id) => ({ result: id })));
  });

  it("tells when answers are awaited, so that an idle worker holds nobody", async () => {
    const pipe = new MemoryPipe();
    const a = pipe.link.request("snakebridge/ping", {}, new Ear());
    const b = pipe.link.request("snakebridge/ping", {}, new Ear());
    await pipe.say({ jsonrpc: "2.0", id: a, result: 1 });
    expect(pipe.awaiting).toEqual([true]);
    await pipe.say({ jsonrpc: "2.0", id: b, result: 1 });
    expect(pipe.awaiting).toEqual([true, false]);
  });

  it.each([
    ["neither result nor error", {}, "An answer has neither result nor error"],
    ["an error that is none", { error: { code: "x" } }, "An answer has neither result nor error"],
  ])("abandons a request whose answer has %s", async (_what, rest, message) => {
    const pipe = new MemoryPipe();
    const ear = new Ear();
    const id = pipe.link.request("snakebridge/ping", {}, ear);
    await pipe.say({ jsonrpc: "2.0", id, ...rest });
    expect(ear.heard).toEqual([{ abandoned: message }]);
  });

  it("abandons a request whose answer is no JSON", async () => {
    const pipe = new MemoryPipe();
    const ear = new Ear();
    const id = pipe.link.request("snakebridge/ping", {}, ear);
    await pipe.say(`{"jsonrpc":"2.0","id":${id},"result":[1,2`);
    expect(ear.heard).toEqual([{ abandoned: "Frame that is not JSON" }]);
  });

  it("abandons everything when it closes, also what is sent later", async () => {
    const pipe = new MemoryPipe();
    const ear = new Ear();
    pipe.link.request("snakebridge/ping", {}, ear);
    pipe.link.close(new Error("gone"));
    pipe.link.request("snakebridge/ping", {}, ear);
    await turnEnd();
    expect(ear.heard).toEqual([{ abandoned: "gone" }, { abandoned: "gone" }]);
    expect(pipe.awaiting).toEqual([true, false]);
  });

  it("keeps LSP and the bridge's own messages apart on one pipe", async () => {
    const pipe = new MemoryPipe();
    const lsp: unknown[] = [];
    const events: unknown[] = [];
    await pipe.say({ jsonrpc: "2.0", method: "window/logMessage", params: { message: "early" } });
    pipe.link.lsp.reader.listen((message) => lsp.push(message));
    pipe.link.onNotification("snakebridge/output", (params) => events.push(params));
    await pipe.say(
      { jsonrpc: "2.0", id: 0, result: { capabilities: {} } },
      { jsonrpc: "2.0", method: "snakebridge/output", params: { text: "x" } },
    );
    expect(lsp).toMatchObject([{ method: "window/logMessage" }, { id: 0 }]);
    expect(events).toEqual([{ text: "x" }]);
  });

  it("answers the worker's requests with what its handler gives, or what is wrong", async () => {
    const pipe = new MemoryPipe();
    pipe.link.onRequest("snakebridge/invokeCallback", async (params) => {
      if (params === null) throw new TypeError("no params");
      return Promise.resolve("done");
    });
    const call = { jsonrpc: "2.0", method: "snakebridge/invokeCallback" };
    await pipe.say({ ...call, id: "a", params: {} }, { ...call, id: "b", params: null });
    await pipe.say({ jsonrpc: "2.0", id: "c", method: "snakebridge/unheard" });
    await turnEnd();
    expect(pipe.sent).toHaveLength(3);
    expect(pipe.sent).toContainEqual({ jsonrpc: "2.0", id: "a", result: "done" });
    expect(pipe.sent).toContainEqual(
      expect.objectContaining({
        id: "b",
        // SAFETY: a matcher is any value.
        error: expect.objectContaining({ message: "no params" }) as unknown,
      }),
    );
    const unknown = { code: -32601, message: "Unknown request snakebridge/unheard" };
    expect(pipe.sent).toContainEqual({ jsonrpc: "2.0", id: "c", error: unknown });
  });

  it("asks for cancellation by id", async () => {
    const pipe = new MemoryPipe();
    const id = pipe.link.request("snakebridge/ping", {}, new Ear());
    pipe.link.cancel(id);
    await turnEnd();
    expect(pipe.sent).toMatchObject([{ id }, { method: "$/cancelRequest", params: { id } }]);
  });

  it("survives any message, and each request ends at most once", async () => {
    const id = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.string(), fc.constant(null));
    const message = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          jsonrpc: fc.constantFrom("2.0", "1.0", 2),
          id,
          method: fc.oneof(
            fc.string(),
            fc.constantFrom("snakebridge/output", "snakebridge/invokeCallback"),
            fc.constant(7),
          ),
          params: fc.jsonValue(),
          result: fc.jsonValue(),
          error: fc.oneof(fc.jsonValue(), fc.record({ code: fc.integer(), message: fc.string() })),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(message, fc.array(message)), { maxLength: 8 }),
        async (all) => {
          const pipe = new MemoryPipe();
          pipe.link.lsp.reader.listen(() => undefined);
          const ears = [new Ear(), new Ear(), new Ear()];
          for (const ear of ears) pipe.link.request("snakebridge/ping", {}, ear);
          await pipe.say(...all);
          for (const { heard } of ears) expect(heard.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1000 },
    );
    expect("polluted" in {}).toBe(false);
  });
});
