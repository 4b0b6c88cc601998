/**
 * Looking through the library runs no user code and changes no lifetime.
 */
import { describe, expect } from "vitest";

import type { RefsChangedEvent } from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, eventually, rejection } from "../support/bridgeTest.js";

/** A class that counts every piece of its own code that runs. */
const spy = `
class Spy:
    ran = []
    def __init__(self): object.__setattr__(self, "own", 1)
    def __getattribute__(self, name):
        if name not in ("ran",): Spy.ran.append(name)
        return object.__getattribute__(self, name)
    @property
    def prop(self): Spy.ran.append("prop"); return 42
    def method(self): pass
for name in ("__repr__", "__str__", "__len__", "__bool__", "__eq__", "__hash__", "__iter__",
             "__dir__", "__getattr__", "__getitem__", "__contains__", "__format__", "__sizeof__"):
    setattr(Spy, name, lambda self, *rest, name=name: Spy.ran.append(name) or 0)
spy = Spy()
spy
`;

describe("looking", () => {
  test("at a hostile object runs none of its code", async ({ bridge }) => {
    const ref = asRef(await bridge.run(spy));
    await bridge.run("Spy.ran.clear()");
    await bridge.refs(ref.sessionId);
    const { parts, children } = await ref.inspect();
    expect(children.map(({ name }) => name)).toContain("own");
    for (const { part } of parts) await ref.inspect({ part });
    await bridge.inspection.describe({ session: ref.sessionId, ref: ref.id });
    expect(await bridge.run("Spy.ran")).toEqual([]);
  });

  test("at a property runs it only when asked to", async ({ bridge }) => {
    const ref = asRef(await bridge.run(spy));
    await bridge.run("Spy.ran.clear()");
    const result = await bridge.evaluate(ref, [{ attr: "prop" }]);
    expect(result.summary).toMatchObject({ typeName: "int" });
    expect(await bridge.run("'prop' in Spy.ran")).toBe(true);
  });

  test("shows an object as the image or text it gives of itself", async ({ bridge }) => {
    const png = String.raw`b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03"`;
    const source = `class Both:
  size = 10
  def _repr_png_(self): return ${png} + bytes(self.size)
  def _repr_html_(self): return "<b>x</b>"
Both()`;
    const ref = asRef(await bridge.run(source));
    const address = { session: ref.sessionId, ref: ref.id };
    const { refs } = await bridge.inspection.refs({ session: ref.sessionId });
    expect(refs[0]?.displays).toEqual(["image", "html"]);
    const mimeTypes = ["image/jpeg", "image/png"];
    // Ten thousand bytes travel beside the JSON.
    for (const size of [10, 10_000]) {
      await bridge.run(`Both.size = ${size}`);
      const { data, ...shown } = await bridge.inspection.display({ ...address, mimeTypes });
      expect(shown).toEqual({ mimeType: "image/png", width: 2, height: 3 });
      expect(data).toBeInstanceOf(Uint8Array);
      expect(data).toHaveLength(24 + size);
    }
    const page = await bridge.inspection.display({ ...address, mimeTypes: ["text/html"] });
    expect(page).toEqual({ mimeType: "text/html", data: "<b>x</b>", width: null, height: null });
  });

  test("does not renew a ref", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const remaining = async () => (await bridge.refs(ref.sessionId))[0]?.remainingSeconds ?? 0;
    const before = await remaining();
    await ref.inspect();
    expect(await remaining()).toBeLessThan(before);
    await ref.attr("pattern");
    expect(await remaining()).toBeGreaterThan(before - 0.5);
  });

  test("into a container gives items in pages, without making refs", async ({ bridge }) => {
    const ref = asRef(await bridge.run("[[i] for i in range(1000)]", { as: "ref" }));
    const page = await bridge.inspect(ref, { start: 990, count: 20 });
    expect(page).toMatchObject({ part: "items", start: 990, total: 1000 });
    expect(page.children.map(({ step }) => step)).toEqual(
      Array.from({ length: 10 }, (_, index) => ({ item: 990 + index })),
    );
    const nested = await bridge.inspect(ref, { path: [{ item: 5 }] });
    expect(nested.children).toMatchObject([{ name: "0" }]);
    expect(await bridge.refs(ref.sessionId)).toHaveLength(1);
  });

  test("makes a ref of a part that is pinned, which outlives the whole", async ({ bridge }) => {
    const whole = asRef(await bridge.run("import re; {'p': [re.compile('a')]}", { as: "ref" }));
    const path = [{ key: "p" }, { item: 0 }];
    const part = await bridge.pin(whole, true, path);
    expect(part).toMatchObject({ typeName: "Pattern", pinned: true, remainingSeconds: null });
    expect((await bridge.pin(whole, true, path)).id).toBe(part.id);
    await whole.release();
    const ref = { __type__: "ref", id: part.id, session_id: part.sessionId } as const;
    expect(await bridge.attr(ref, "pattern")).toBe("a");
    expect(await bridge.refs(part.sessionId)).toMatchObject([{ id: part.id }]);
  });

  test("copies a text of a hundred million characters as it is", async ({ bridge }) => {
    const ref = asRef(
      await bridge.run("text = 'ü' + 'x' * 10**8 + '\\ud800'; text", { as: "ref" }),
    );
    const address = { session: ref.sessionId, ref: ref.id };
    const { text, next } = await bridge.inspection.copy({ ...address, form: "value" });
    expect(next).toBeNull();
    expect(text?.length).toBe(10 ** 8 + 2);
    expect(text === `ü${"x".repeat(10 ** 8)}\ud800`).toBe(true);
    const mostCharacters = 1_000;
    const cut = await bridge.inspection.copy({ ...address, form: "value" }, { mostCharacters });
    expect(cut.next).toBeGreaterThan(mostCharacters);
  });

  test("answers while user code runs", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"]));
    const controller = new AbortController();
    const running = rejection(bridge.run("while True: pass", { signal: controller.signal }));
    expect(await bridge.refs(ref.sessionId)).toHaveLength(1);
    expect((await ref.inspect()).total).toBeGreaterThan(0);
    expect(await bridge.sessions()).toHaveLength(1);
    controller.abort();
    await running;
  });

  test("at what is not there says so", async ({ bridge }) => {
    const nowhere = { session: "never", ref: "0".repeat(32) };
    const error = await rejection(bridge.inspection.describe(nowhere));
    expect(error).toMatchObject({ code: "refNotFound", reason: "unknown" });
    expect(bridge.workers).toEqual([]);
  });
});

describe("describe", () => {
  test("gives type, doc, signature and source", async ({ bridge }) => {
    const ref = asRef(await bridge.get("json", "dumps"));
    const described = await bridge.inspection.describe({ session: ref.sessionId, ref: ref.id });
    expect(described.summary).toMatchObject({ typeName: "function", kind: "function" });
    expect(described.doc).toMatch(/^Serialize/);
    expect(described.signature).toMatch(/^\(obj, \*/);
    expect(described.source?.file).toMatch(/json[\\/]__init__\.py$/);
  });
});

describe("parseSelection", () => {
  test("tells what a selection asks for, with the refs its names mean", async ({ bridge }) => {
    const session = "doc";
    const text = 'import re\npattern = re.compile(r"\\d+")\npattern.match("123abc")\n';
    const line = (number: number, length: number) => ({
      start: { line: number, character: 0 },
      end: { line: number, character: length },
    });
    const first = await bridge.documents.parseSelection({ session, text, range: line(1, 28) });
    expect(first).toMatchObject({
      kind: "steps",
      bind: "pattern",
      steps: [{ kind: "call", module: "re", function: "compile", args: ["\\d+"] }],
    });
    const ref = asRef(await bridge.call("re", "compile", ["\\d+"], { session, bind: "pattern" }));
    const second = await bridge.documents.parseSelection({ session, text, range: line(2, 23) });
    expect(second).toMatchObject({
      kind: "steps",
      steps: [{ kind: "method", name: "match", receiver: { kind: "name", name: "pattern" } }],
    });
    const receiver = second.kind === "steps" ? second.steps[0] : undefined;
    if (receiver?.kind !== "method" || receiver.receiver.kind !== "name") throw new Error("no ref");
    expect(asRef(bridge.documents.decode(receiver.receiver.ref)).id).toBe(ref.id);
  });
});

describe("events of refs", () => {
  test("tell what came and went, with reasons, in order", async ({ bridge }) => {
    const events: RefsChangedEvent[] = [];
    bridge.onDidChangeRefs((event) => events.push(event));
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "s", bind: "p" }));
    await eventually("the news of a new ref", () => events.some(({ added }) => added.length > 0));
    await ref.release();
    await eventually("the news of its end", () => events.some(({ removed }) => removed.length > 0));
    const added = events.flatMap((event) => event.added);
    expect(added).toMatchObject([{ id: ref.id, names: ["p"], typeName: "Pattern" }]);
    expect(events.flatMap(({ removed }) => removed)).toEqual([
      { refId: ref.id, reason: "released" },
    ]);
    await bridge.releaseSession("s");
    await eventually("the news of the session's end", () => events.at(-1)?.session === null);
  });

  test("begin with a snapshot for a late listener", async ({ bridge }) => {
    const ref = asRef(await bridge.call("re", "compile", ["a"], { session: "s" }));
    const events: RefsChangedEvent[] = [];
    const listening = bridge.onDidChangeRefs((event) => events.push(event));
    await eventually("the snapshot", () => events.length > 0);
    expect(events[0]).toMatchObject({
      sessionId: "s",
      workerId: "main-1",
      added: [{ id: ref.id }],
    });
    listening.dispose();
    const heard = events.length;
    await ref.release();
    await bridge.sessions();
    expect(events).toHaveLength(heard);
  });
});
