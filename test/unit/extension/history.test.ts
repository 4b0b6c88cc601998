/** The history keeps what was run, bounded, without values beyond the window; and plans what runs again. */
import { describe, expect, it } from "vitest";

import {
  Entries,
  mostEntries,
  mostOutput,
  type Entry,
  type Recipe,
} from "../../../src/extension/history/entries.js";
import { mostKept, recall, remember } from "../../../src/extension/history/memory.js";
import { dependantsOf, planReplay } from "../../../src/extension/history/replayPlan.js";

const place = {
  uri: "file:///a.py",
  range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
};

function recipe(source: string, reads: readonly string[] = [], binds: readonly string[] = []) {
  const names = { reads, binds };
  const bind = binds[0] ?? null;
  return { kind: "run", source, program: source, names, bind, sessionId: "s", place } as const;
}

function filled(...recipes: readonly Recipe[]): { entries: Entries; ids: readonly number[] } {
  const entries = new Entries(() => undefined);
  const ids = recipes.map((each) => entries.begin(each, 0));
  for (const id of ids) done(entries, id);
  return { entries, ids };
}

function done(entries: Entries, id: number, text = "secret"): void {
  const result = { text, refId: null };
  entries.end(id, { status: "done", durationMs: 1, result, error: null });
}

const sources = (entries: readonly Entry[]) => entries.map(({ source }) => source);

describe("entries", () => {
  it("stand in the order they ran, the newest last, and tell of each change", () => {
    let changes = 0;
    const entries = new Entries(() => (changes += 1));
    const first = entries.begin(recipe("a = 1"), 5);
    entries.begin(recipe("b = 2"), 6);
    done(entries, first);
    expect(sources(entries.all)).toEqual(["a = 1", "b = 2"]);
    expect(entries.all.map(({ status }) => status)).toEqual(["done", "running"]);
    expect(changes).toBe(3);
  });

  it("are no more than the bound; the oldest go", () => {
    const { entries } = filled(
      ...Array.from({ length: mostEntries + 3 }, (_, n) => recipe(`${n}`)),
    );
    expect(entries.all).toHaveLength(mostEntries);
    expect(entries.all[0]?.source).toBe("3");
  });

  it("keep the end of what was written, by stream and in order", () => {
    const { entries, ids } = filled(recipe("print()"));
    const [id = 0] = ids;
    entries.write(id, { stream: "stdout", text: "a" });
    entries.write(id, { stream: "stdout", text: "b" });
    entries.write(id, { stream: "stderr", text: "c" });
    expect(entries.find(id)?.output).toEqual([
      { stream: "stdout", text: "ab" },
      { stream: "stderr", text: "c" },
    ]);
    entries.write(id, { stream: "stdout", text: "x".repeat(mostOutput) });
    expect(entries.find(id)?.output).toEqual([{ stream: "stdout", text: "x".repeat(mostOutput) }]);
  });

  it("of a session that is lost are lost, and found again when they run again", () => {
    const { entries, ids } = filled(recipe("a"));
    entries.lose(["other"]);
    expect(entries.all[0]?.isLost).toBe(false);
    entries.lose(["s"]);
    expect(entries.all[0]?.isLost).toBe(true);
    entries.beginAgain(ids[0] ?? 0, "t", 9);
    expect(entries.all[0]).toMatchObject({ isLost: false, sessionId: "t", status: "running" });
  });

  it("that were removed while they ran stay removed", () => {
    const entries = new Entries(() => undefined);
    const id = entries.begin(recipe("a"), 0);
    entries.remove([id]);
    done(entries, id);
    expect(entries.all).toEqual([]);
  });
});

describe("what outlives the window", () => {
  it("is sources and how they ended, no value, no output and no error", () => {
    const { entries, ids } = filled(recipe("password = ask()"));
    entries.write(ids[0] ?? 0, { stream: "stdout", text: "secret" });
    const stored: unknown = JSON.parse(JSON.stringify(remember(entries.all)));
    expect(JSON.stringify(stored)).not.toContain("secret");
    const [again] = recall(stored);
    expect(again).toMatchObject({
      source: "password = ask()",
      status: "done",
      isLost: true,
      place,
    });
    expect(again).toMatchObject({ result: null, output: [], error: null });
  });

  it("is bounded, and leaves pasted data out", () => {
    const { entries } = filled(
      ...Array.from({ length: mostKept + 2 }, (_, n) => recipe(`${n}`)),
      recipe("x".repeat(20_000)),
    );
    const kept = recall(remember(entries.all));
    expect(kept).toHaveLength(mostKept);
    expect(kept.at(-1)?.source).toBe(String(mostKept + 1));
  });

  it("comes before what runs now, and what still ran counts as cancelled", () => {
    const before = new Entries(() => undefined);
    before.begin(recipe("old"), 0);
    const now = new Entries(() => undefined);
    now.begin(recipe("new"), 1);
    now.restore(recall(remember(before.all)));
    expect(now.all.map(({ source, status }) => [source, status])).toEqual([
      ["old", "cancelled"],
      ["new", "running"],
    ]);
    expect(new Set(now.all.map(({ id }) => id)).size).toBe(2);
  });

  it.each([undefined, null, 5, {}, [null], [{ source: 5 }], [{ kind: "run", source: "a" }]])(
    "is nothing when %j is found",
    (stored) => {
      expect(recall(stored)).toEqual([]);
    },
  );
});

describe("a replay", () => {
  const program = () =>
    filled(
      recipe("a = 1", [], ["a"]),
      recipe("b = a", ["a"], ["b"]),
      recipe("c = 3", [], ["c"]),
      recipe("a = 2", [], ["a"]),
      recipe("d = a + b", ["a", "b"], ["d"]),
    );

  it("runs what is chosen after what that needs, and nothing else", () => {
    const { entries, ids } = program();
    const plan = planReplay(entries.all, new Set([ids[4] ?? 0]));
    expect(sources(plan.steps)).toEqual(["a = 1", "b = a", "a = 2", "d = a + b"]);
    expect(sources(planReplay(entries.all, new Set([ids[2] ?? 0])).steps)).toEqual(["c = 3"]);
  });

  it("knows what needs a step that failed, also through others", () => {
    const { entries, ids } = program();
    const plan = planReplay(entries.all, new Set(ids));
    const dependants = (n: number) =>
      [...dependantsOf(plan, ids[n] ?? 0)].map((id) => ids.indexOf(id));
    expect(dependants(0)).toEqual([1, 4]);
    expect(dependants(2)).toEqual([]);
    expect(dependants(3)).toEqual([4]);
  });

  it("takes names of the same session only, and of what worked", () => {
    const { entries, ids } = filled(
      { ...recipe("a = 1", [], ["a"]), sessionId: "t" },
      recipe("use(a)", ["a"]),
    );
    expect(sources(planReplay(entries.all, new Set([ids[1] ?? 0])).steps)).toEqual(["use(a)"]);
  });

  it("leaves out what cannot run by itself", () => {
    const { entries, ids } = filled({ ...recipe("x.f()"), program: null });
    expect(planReplay(entries.all, new Set(ids)).steps).toEqual([]);
  });
});
