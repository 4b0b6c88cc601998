/**
 * Asking by promise: what comes of an answer, and of one that is not as the protocol says.
 */
import { describe, expect, it } from "vitest";

import { ask } from "../../../src/bridge/channel.js";
import { ProtocolError } from "../../../src/bridge/errors.js";
import { toBridgeError } from "../../../src/bridge/wireErrors.js";
import type { ClientMethod } from "../../../src/protocol/methods.js";
import { MemoryPipe, turnEnd } from "../../support/memoryPipe.js";

/** Asks a worker that answers so. */
async function answered(method: ClientMethod, result: unknown): Promise<unknown> {
  const pipe = new MemoryPipe();
  const params = { session: "s", ref: "r", refs: [], start: 0 };
  const answer = ask(pipe.link, method, params, { toError: toBridgeError, signal: undefined });
  const settled = answer.catch((error: unknown) => error);
  await turnEnd();
  await pipe.say({ jsonrpc: "2.0", id: -1, result });
  return settled;
}

describe("ask", () => {
  it.each([
    ["snakebridge/sessions", []],
    ["snakebridge/refs", { total: 1, start: 0, refs: [{ id: "r" }] }],
    ["snakebridge/release", { outcomes: [{ outcome: "freed" }] }],
    ["snakebridge/attachDocument", null],
  ] as const)("gives the answer to %s", async (method, result) => {
    expect(await answered(method, result)).toEqual(result);
  });

  it.each([
    ["snakebridge/sessions", null],
    ["snakebridge/sessions", [{ id: 1 }]],
    ["snakebridge/refs", { total: 1, refs: [null] }],
    ["snakebridge/release", { outcomes: {} }],
    ["snakebridge/releaseSession", { released: "1" }],
    ["snakebridge/extend", []],
    ["snakebridge/children", { children: null }],
    ["snakebridge/interrupt", { interrupted: 1 }],
    ["snakebridge/ping", null],
  ] as const)("refuses a malformed answer to %s", async (method, result) => {
    expect(await answered(method, result)).toBeInstanceOf(ProtocolError);
  });
});
