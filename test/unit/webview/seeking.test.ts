/** Going to an item by index or key: which container is meant, what is asked, and where the focus ends. */
import { beforeEach, expect, it } from "vitest";

import type { ChildInfo, ObjectSummary, Sought } from "../../../src/protocol/inspection.js";
import { Inspector } from "../../../webview/inspector.js";
import { childKey, refKey } from "../../../webview/model/nodeKeys.js";
import { initialState } from "../../../webview/model/state.js";
import {
  childOf,
  childrenOf,
  hostState,
  loaded,
  panelSessionOf,
  refOf,
  summaryOf,
} from "./builders.js";
import { TestHostPort } from "./hostPort.js";

const total = 1_000_000;
const big = summaryOf({ kind: "sequence", qualifiedType: "list", length: total });
const pair = summaryOf({ kind: "sequence", qualifiedType: "tuple", length: 2 });
const owner = refKey("big");

let port: TestHostPort;
let inspector: Inspector;

beforeEach(() => {
  port = new TestHostPort();
  inspector = new Inspector(port, initialState);
  port.deliver = (message) => inspector.receive(message);
  show(big);
});

function show(summary: ObjectSummary): void {
  inspector.receive(hostState([panelSessionOf({ refCount: 1 })]));
  inspector.store.apply(loaded([refOf("big", summary)]));
  inspector.store.apply({ kind: "focus", key: owner });
}

function items(start: number, summary: ObjectSummary): readonly ChildInfo[] {
  return Array.from({ length: 100 }, (_, offset) =>
    childOf(`${start + offset}`, { step: { item: start + offset }, part: "items", summary }),
  );
}

function page(start: number, summary = summaryOf({ hasChildren: false })) {
  return childrenOf(items(start, summary), { part: "items", start, total });
}

function sought(change: Partial<Sought> = {}): Sought {
  return { by: "index", text: "-1", position: null, next: null, ...change };
}

const nothingFound = childrenOf([], { part: "items", total });
const focused = () => inspector.store.rowAt(inspector.store.focusIndex);

it("opens for the container with the focus, and asks for what is typed", () => {
  inspector.receive({ kind: "seek", address: null });
  expect(inspector.seeking.shown).toMatchObject({ title: "big", kind: "sequence" });
  inspector.seeking.go("-1");
  const params = { session: "s", ref: "big", seek: "-1", start: 0, count: 100 };
  expect(port.open.at(-1)).toMatchObject({ name: "children", params });
});

it("opens the container, focuses the item and closes when it is found", async () => {
  inspector.receive({ kind: "seek", address: null });
  inspector.seeking.go("-1");
  await port.answer("children", {
    ...page(total - 100),
    sought: sought({ position: total - 1 }),
  });
  expect(inspector.store.state.revealing?.key).toBe(childKey(owner, { item: total - 1 }));
  expect(inspector.store.outline.rows).toBe(total + 2);
  expect(inspector.seeking.shown).toBeNull();
});

it("goes on where the worker ran out of time", async () => {
  inspector.receive({ kind: "seek", address: null });
  inspector.seeking.go("x");
  await port.answer("children", { ...nothingFound, sought: sought({ next: 65_536 }) });
  expect(port.open.at(-1)?.params).toMatchObject({ seek: "x", start: 65_536 });
});

it.each([
  [{}, "Index -1 is before the start (1,000,000 items)"],
  [{ text: "1000000" }, "Index 1000000 is past the end (1,000,000 items)"],
  [{ text: "'a'" }, "'a' is no index: type a whole number"],
  [{ by: "key", text: "'a'" }, "No key 'a' here"],
  [{ by: "element", text: "4" }, "No element 4 here"],
] as const)("says why it is not found: %j", async (change, problem) => {
  inspector.receive({ kind: "seek", address: null });
  inspector.seeking.go("?");
  await port.answer("children", { ...nothingFound, sought: sought(change) });
  expect(inspector.seeking.shown).toMatchObject({ problem, isRunning: false });
  inspector.seeking.edit();
  expect(inspector.seeking.shown?.problem).toBeNull();
});

it("leaves the person alone who closed the field or typed on meanwhile", async () => {
  const before = inspector.store.state.focused;
  for (const leave of [() => inspector.seeking.close(), () => inspector.seeking.edit()]) {
    inspector.receive({ kind: "seek", address: null });
    inspector.seeking.go("5");
    leave();
    await port.answer("children", { ...page(0), sought: sought({ position: 5 }) });
  }
  expect(inspector.store.state.focused).toBe(before);
});

it("goes to the place of an item that is not known because the object changed meanwhile", async () => {
  inspector.store.apply({ kind: "expand", key: owner, on: true });
  inspector.store.apply({
    kind: "childrenLoaded",
    key: owner,
    address: { session: "s", ref: "big" },
    generation: 0,
    result: page(0),
  });
  inspector.receive({ kind: "seek", address: null });
  inspector.seeking.go("500");
  inspector.store.apply({ kind: "expand", key: owner, on: true });
  await port.answer("children", { ...page(500), sought: sought({ position: 500 }) });
  expect(inspector.store.state.revealing?.key).toBe(`${owner}#items~500`);
});

it("takes a closed item for the list it is in, an open one for itself", () => {
  const first = childKey(owner, { item: 0 });
  inspector.store.apply({ kind: "expand", key: owner, on: true });
  inspector.store.apply({
    kind: "childrenLoaded",
    key: owner,
    address: { session: "s", ref: "big" },
    generation: 0,
    result: page(0, pair),
  });
  inspector.store.apply({ kind: "focus", key: first });
  inspector.receive({ kind: "seek", address: null });
  expect(inspector.seeking.shown?.title).toBe("big");
  inspector.store.apply({ kind: "expand", key: first, on: true });
  inspector.receive({ kind: "seek", address: null });
  expect(inspector.seeking.shown?.title).toBe("0");
  inspector.receive({ kind: "seek", address: { session: "s", ref: "big" } });
  expect(inspector.seeking.shown?.title).toBe("big");
});

it("does not open where nothing has items", () => {
  inspector = new Inspector(port, initialState);
  show(summaryOf({ kind: "string", length: 5 }));
  inspector.receive({ kind: "seek", address: null });
  expect(inspector.seeking.shown).toBeNull();
  expect(focused()?.content.key).toBe(owner);
});
