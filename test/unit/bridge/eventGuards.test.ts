/** What a worker sends unasked is looked at before it is believed. */
import { expect, it } from "vitest";

import {
  isDisplayed,
  isInvokeCallback,
  isOutput,
  isRefsChanged,
} from "../../../src/bridge/eventGuards.js";

it.each([
  ["output", isOutput, { session: "s", requestId: 1, stream: "stdout", text: "x" }],
  [
    "displayed",
    isDisplayed,
    {
      session: "s",
      requestId: 1,
      change: "show",
      displayId: null,
      forms: [{ mime: "text/plain", encoding: "text", data: "x" }],
    },
  ],
  [
    "refsChanged",
    isRefsChanged,
    {
      sessionId: "s",
      session: null,
      added: [{ id: "a" }],
      changed: [],
      removed: [{ refId: "b", reason: "expired" }],
    },
  ],
  [
    "invokeCallback",
    isInvokeCallback,
    { session: "s", callbackId: "1", invocationId: "2", args: [], kwargs: {} },
  ],
] as const)(
  "%s: a whole one is taken, one with a damaged field is refused",
  (_, isSound, event) => {
    expect(isSound(event)).toBe(true);
    for (const field of Object.keys(event)) {
      expect([field, isSound({ ...event, [field]: true })]).toEqual([field, false]);
    }
    for (const nothing of [null, undefined, [], "x"]) expect(isSound(nothing)).toBe(false);
  },
);
