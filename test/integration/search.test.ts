/**
 * A search goes through everything that is alive, on all workers, while everything else goes on.
 */
import { readFileSync } from "node:fs";

import { describe, expect } from "vitest";

import { CancelledError, InvalidQueryError, type SearchResult } from "../../src/bridge/index.js";
import type { SearchScope } from "../../src/protocol/search.js";
import { asRef, bridgeTest as test, rejection } from "../support/bridgeTest.js";

interface Golden {
  readonly name: string;
  /** A Python expression; what it gives is bound to `found`. */
  readonly source: string;
  readonly params: SearchScope & { readonly query: string };
  readonly hits: readonly object[];
  readonly objectsVisited: number;
}

const contract = new URL("../contract/search.json", import.meta.url);
// SAFETY: the file is ours, and Python's tests read it, too.
const golden = JSON.parse(readFileSync(contract, "utf8")) as readonly Golden[];

/** Large enough to take many slices. */
const large = "large = [[str(n)] for n in range(30_000)]\nlarge";

const titles = ({ hits }: SearchResult) => hits.map(({ title }) => title);

describe("a search", () => {
  test("finds as the contract says", async ({ bridge }) => {
    for (const wanted of golden) {
      const session = wanted.name;
      const source = `found = ${wanted.source}\nfound`;
      const ref = asRef(await bridge.run(source, { session, as: "ref" }));
      const { query, ...options } = wanted.params;
      const result = await bridge.search(query, { ...options, session });
      const place = { session, ref: ref.id, pool: "main", workerId: "main-1" };
      expect(result.hits, wanted.name).toHaveLength(wanted.hits.length);
      expect(result, wanted.name).toMatchObject({
        hits: wanted.hits.map((hit) => ({ ...hit, ...place })),
        refsVisited: 1,
        refsTotal: 1,
        objectsVisited: wanted.objectsVisited,
        isComplete: true,
      });
    }
  });

  test("leads to what it found", async ({ bridge }) => {
    await bridge.run("{'a': [1, {'needle': [7]}]}", { as: "ref" });
    const { hits } = await bridge.search("needle");
    const [hit] = hits;
    if (!hit) throw new Error("nothing found");
    const { session, ref, path } = hit;
    const { children } = await bridge.inspection.children({ session, ref, path });
    expect(children).toMatchObject([{ name: "0", summary: { preview: [{ text: "7" }] } }]);
  });

  test("tells what it finds as it comes, in slices", async ({ bridge }) => {
    await bridge.run(large, { as: "ref" });
    const told: SearchResult[] = [];
    const result = await bridge.search("2999", { onProgress: (news) => told.push(news) });
    expect(told.length).toBeGreaterThan(2);
    expect(told.flatMap(({ hits }) => hits)).toEqual(result.hits);
    expect(result.hits).toHaveLength(13);
    expect(told.at(-1)).toMatchObject({ refsVisited: 1, refsTotal: 1, isComplete: true });
    expect(told[0]).toMatchObject({ isComplete: false });
  });

  test("answers while user code runs, which goes on", async ({ bridge }) => {
    await bridge.run("needle = object()\nneedle");
    const controller = new AbortController();
    const running = rejection(bridge.run("while True: pass", { signal: controller.signal }));
    expect(titles(await bridge.search("needle"))).toEqual(["needle"]);
    expect(bridge.workers).toMatchObject([{ state: "busy" }]);
    controller.abort();
    expect(await running).toBeInstanceOf(CancelledError);
  });

  test("lets others be answered between its slices", async ({ bridge }) => {
    await bridge.run(large, { as: "ref" });
    const ended: string[] = [];
    const searching = bridge.search("needle").then(() => ended.push("search"));
    for (let round = 0; round < 3; round += 1) {
      await bridge.call("math", "sqrt", [16]);
      ended.push("call");
    }
    await searching;
    expect(ended).toEqual(["call", "call", "call", "search"]);
  });

  test("ends when its signal is aborted", async ({ bridge }) => {
    await bridge.run(large, { as: "ref" });
    const controller = new AbortController();
    const reason = new Error("typed on");
    let slices = 0;
    const onProgress = () => {
      slices += 1;
      controller.abort(reason);
    };
    const { signal } = controller;
    const error = await rejection(bridge.search("needle", { signal, onProgress }));
    expect(error).toBeInstanceOf(CancelledError);
    expect(error.cause).toBe(reason);
    expect(slices).toBe(1);
  });

  test("stops at its limit and says that it is not complete", async ({ bridge }) => {
    await bridge.run("['needle'] * 10", { as: "ref" });
    expect(await bridge.search("needle", { limit: 3 })).toMatchObject({
      hits: [{ name: "0" }, { name: "1" }, { name: "2" }],
      isComplete: false,
    });
  });

  test("refuses what is no query", async ({ bridge }) => {
    await bridge.run("1", { as: "ref" });
    const pattern = { regularExpression: true };
    for (const [query, options, message] of [
      ["", {}, /1 to 1000 characters/],
      ["(", pattern, /no regular expression/],
      ["(a+)+$", pattern, /could take too long/],
    ] as const) {
      const error = await rejection(bridge.search(query, options));
      expect(error).toBeInstanceOf(InvalidQueryError);
      expect(error.message).toMatch(message);
    }
  });

  test("starts no worker", async ({ bridge }) => {
    expect(await bridge.search("needle")).toMatchObject({ hits: [], isComplete: true });
    expect(bridge.workers).toEqual([]);
  });
});

describe("a search through several workers", () => {
  const pooled = test.extend({ startOptions: { pools: { a: { size: 2 }, b: {} } } });

  pooled("finds what each has, and sums what was covered", async ({ bridge }) => {
    const places = [
      ["one", "a"],
      ["two", "a"],
      ["three", "b"],
    ] as const;
    const opened = places.map(([session, pool]) =>
      bridge.run("['needle']", { session, pool, as: "ref" }),
    );
    await Promise.all(opened);
    const result = await bridge.search("needle");
    const found = result.hits.map(({ session, workerId }) => `${session} on ${workerId}`);
    expect(found.sort()).toEqual(["one on a-1", "three on b-1", "two on a-2"]);
    expect(result).toMatchObject({ refsVisited: 3, refsTotal: 3, isComplete: true });
    expect((await bridge.search("needle", { limit: 2 })).hits).toHaveLength(2);
    const two = await bridge.search("needle", { session: "two" });
    expect(two).toMatchObject({ hits: [{ session: "two" }], refsTotal: 1 });
    expect(await bridge.search("needle", { session: "none" })).toMatchObject({ refsTotal: 0 });
  });

  pooled("leaves out a worker that exits meanwhile", async ({ bridge }) => {
    await bridge.run(large, { session: "one", pool: "a", as: "ref" });
    await bridge.run("['needle']", { session: "two", pool: "b", as: "ref" });
    const ending: Promise<unknown>[] = [];
    const onProgress = () => {
      if (ending.length === 0) ending.push(bridge.restart("a"));
    };
    const result = await bridge.search("needle", { onProgress });
    await Promise.all(ending);
    expect(result).toMatchObject({ hits: [{ session: "two" }], isComplete: false });
  });
});
