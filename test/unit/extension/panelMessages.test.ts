/** The gate between webview and host: what passes is exactly what panel.ts says. */
import { describe, expect, it } from "vitest";

import { parsePanelMessage } from "../../../src/extension/panelMessages.js";
import type { FromPanelMessage } from "../../../src/protocol/panel.js";

const session = "auto_1";
const ref = "0123456789abcdef0123456789abcdef";

const good: readonly FromPanelMessage[] = [
  { kind: "ready" },
  { kind: "command", command: "snakebridge.restartWorker" },
  {
    kind: "command",
    command: "snakebridge.interrupt",
    row: { snakebridgeRow: "worker", preventDefaultContextMenuItems: true, workerId: "main-1" },
  },
  { kind: "dismiss", sessionId: session, refIds: [ref] },
  { kind: "keyboard", isHere: true },
  { kind: "nothingFocused", wanted: "seek" },
  { kind: "request", id: 0, name: "refs", params: { session, start: 0, count: 200 } },
  {
    kind: "request",
    id: 1,
    name: "children",
    params: {
      session,
      ref,
      path: [
        { attr: "a" },
        { item: 3 },
        { key: { __type__: "tuple", __schema__: 1, elements: [] } },
      ],
      part: "items",
    },
  },
  {
    kind: "request",
    id: 9,
    name: "refs",
    params: { session, arrangement: { sort: "used", group: "type", filter: "x" }, look: 2 },
  },
  { kind: "request", id: 2, name: "image", params: { session, ref, path: [{ attr: "a" }] } },
  { kind: "request", id: 2, name: "evaluate", params: { session, ref, form: "repr" } },
  { kind: "request", id: 3, name: "release", params: { chosen: [{ session, refs: [ref] }] } },
  { kind: "request", id: 4, name: "releaseSession", params: { session } },
  { kind: "request", id: 5, name: "extend", params: { session, ref, seconds: 60 } },
  { kind: "request", id: 6, name: "pin", params: { session, ref, on: true } },
  { kind: "request", id: 7, name: "describe", params: { session, ref } },
];

const bad: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["text", "ready"],
  ["a list", [{ kind: "ready" }]],
  ["an unknown kind", { kind: "eval" }],
  ["a command that is not on the list", { kind: "command", command: "workbench.action.quit" }],
  ["a prototype's name as request", { kind: "request", id: 1, name: "constructor", params: {} }],
  ["a keyboard that is neither here nor gone", { kind: "keyboard" }],
  ["a request without id", { kind: "request", name: "releaseSession", params: { session } }],
  ["a fractional id", { kind: "request", id: 0.5, name: "releaseSession", params: { session } }],
  ["missing params", { kind: "request", id: 1, name: "refs" }],
  ["an unknown param", { kind: "request", id: 1, name: "refs", params: { session, sql: "" } }],
  ["an empty session", { kind: "request", id: 1, name: "refs", params: { session: "" } }],
  ["a negative start", { kind: "request", id: 1, name: "refs", params: { session, start: -1 } }],
  ["endless seconds", extend(Number.POSITIVE_INFINITY)],
  ["a step that is two", children([{ attr: "a", item: 1 }])],
  ["a step without key", children([{ key: undefined }])],
  ["a key that is no JSON", children([{ key: () => 1 }])],
  ["a path that is too deep", children(Array.from({ length: 1001 }, () => ({ item: 0 })))],
  ["a key that is too deep", children([{ key: nested(2000) }])],
];

describe("parsePanelMessage", () => {
  it.each(good)("accepts $kind $name", (message) => {
    expect(parsePanelMessage(structuredClone(message))).toEqual(message);
  });

  it.each(bad)("refuses %s", (_what, message) => {
    expect(parsePanelMessage(message)).toBeUndefined();
  });
});

function extend(seconds: number): unknown {
  return { kind: "request", id: 1, name: "extend", params: { session, ref, seconds } };
}

function children(path: unknown): unknown {
  return { kind: "request", id: 1, name: "children", params: { session, ref, path } };
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
}
