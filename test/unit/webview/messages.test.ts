/** What comes from outside is believed only when it fits: the host's messages and our own memory. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isReply } from "../../../webview/hostLink.js";
import { isHostMessage, resultChecks } from "../../../webview/messages.js";
import { recall, remember } from "../../../webview/model/memory.js";
import { initialState } from "../../../webview/model/state.js";
import {
  changeOf,
  childOf,
  childrenOf,
  hostState,
  panelSessionOf,
  refOf,
  summaryOf,
  workerOf,
} from "./builders.js";

const exit = { summary: "exit code 1", stderrTail: ["x"] };
const messages: readonly unknown[] = [
  hostState([panelSessionOf({ refCount: 1 })], [workerOf({ state: "exited", exit })]),
  { ...hostState([]), notice: { kind: "noInterpreter", message: "none found" } },
  changeOf({ added: [refOf("a", { origin: { expression: "f()" } })], session: null }),
  changeOf({ removed: [{ refId: "a", reason: "evicted" }] }),
  { kind: "reveal", sessionId: "s", refId: "r" },
  { kind: "collapseAll" },
];
const replies: readonly unknown[] = [
  { kind: "reply", id: 1, ok: true, result: {} },
  { kind: "reply", id: 1, ok: false, message: "no", ended: "timeout" },
];

/** Every way to a leaf of `value`. */
function* paths(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== "object" || value === null) yield path;
  else for (const [key, inner] of Object.entries(value)) yield* paths(inner, [...path, key]);
}

function damaged(value: unknown, path: readonly string[]): unknown {
  const copy: unknown = structuredClone(value);
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(parent), path.at(-1) ?? "", Symbol.iterator);
  return copy;
}

describe("messages from the host", () => {
  it.each(messages.map((message) => [message]))("takes %j", (message) => {
    expect(isHostMessage(message)).toBe(true);
  });

  it.each(replies.map((reply) => [reply]))("takes %j", (reply) => {
    expect(isReply(reply)).toBe(true);
  });

  it("takes fields of a newer host", () => {
    expect(isHostMessage({ kind: "collapseAll", animated: true })).toBe(true);
  });

  it("refuses a message with any one leaf damaged", () => {
    const isTaken = (value: unknown) => isHostMessage(value) || isReply(value);
    for (const message of [...messages, ...replies]) {
      for (const path of paths(message)) {
        expect([path, isTaken(damaged(message, path))]).toEqual([path, false]);
      }
    }
  });

  it("refuses anything else without throwing", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect([isHostMessage(value), isReply(value)]).toEqual([false, false]);
      }),
    );
  });

  it("refuses names that every object has", () => {
    expect(isHostMessage({ kind: "constructor" })).toBe(false);
    const summary = summaryOf();
    expect(resultChecks.evaluate({ summary: { ...summary, kind: "toString" }, text: null })).toBe(
      false,
    );
  });

  it("checks each answer by what was asked", () => {
    expect(resultChecks.children(childrenOf([childOf("a")]))).toBe(true);
    expect(resultChecks.children({ total: 0, start: 0, refs: [] })).toBe(false);
    expect(resultChecks.refs({ total: 1, start: 0, refs: [refOf("a")] })).toBe(true);
    expect(resultChecks.release({ released: 2 })).toBe(true);
    expect(resultChecks.release({ released: "2" })).toBe(false);
  });
});

describe("memory", () => {
  const scroll = { topKey: "ref:a", offset: 440 };

  it("brings back what was open, dismissed, selected and focused, and where the scroll was", () => {
    const state = {
      ...initialState,
      expanded: new Map([["ref:a", true]]),
      dismissed: new Set(["gone"]),
      selection: new Map([["ref:a", { sessionId: "s", refId: "a" }]]),
      focused: "ref:a",
    };
    const stored: unknown = JSON.parse(JSON.stringify(remember(state, scroll)));
    expect(recall(stored)).toEqual({ state, scroll });
  });

  it("keeps the newest thousand of what was opened", () => {
    const keys = Array.from({ length: 1500 }, (_, index) => [`ref:${index}`, true] as const);
    const memory = remember({ ...initialState, expanded: new Map(keys) }, scroll);
    expect(memory.expanded).toHaveLength(1000);
    expect(memory.expanded.at(-1)).toEqual(["ref:1499", true]);
  });

  it.each([[undefined], [null], [{}], [{ version: 2 }], ["x"]])(
    "starts anew from what it cannot read: %j",
    (stored) => {
      expect(recall(stored)).toEqual({ state: initialState, scroll: null });
    },
  );
});
