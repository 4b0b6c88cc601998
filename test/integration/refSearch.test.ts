/**
 * The search behind the editor's pick: what is typed on replaces what was typed before.
 */
import { expect } from "vitest";

import { RefSearch, type SearchState } from "../../src/extension/refSearch.js";
import { bridgeTest as test } from "../support/bridgeTest.js";

test("a search that is typed on tells only of the last query", async ({ bridge }) => {
  await bridge.run("['needle', 'needles'] + [[str(n)] for n in range(30_000)]", { as: "ref" });
  const told: SearchState[] = [];
  let onTold: (state: SearchState) => void = () => undefined;
  const search = new RefSearch(bridge, (state) => {
    told.push(state);
    onTold(state);
  });
  const until = (holds: (state: SearchState) => boolean) =>
    new Promise<SearchState>((resolve) => {
      onTold = (state) => {
        if (holds(state)) resolve(state);
      };
    });

  const begun = until(({ hits }) => hits.length > 0);
  search.query("needle", {});
  expect(await begun).toMatchObject({ isSearching: true, coverage: { isComplete: false } });

  const asked = told.length;
  const ended = until(({ isSearching }) => !isSearching);
  search.query("needles", { caseSensitive: true });
  expect(await ended).toMatchObject({ coverage: { refsVisited: 1, isComplete: true } });
  const later = told.slice(asked).flatMap(({ hits }) => hits.map(({ title }) => title));
  expect([...new Set(later)]).toEqual(["list[1]"]);

  const refused = until(({ isSearching }) => !isSearching);
  search.query("(", { regularExpression: true });
  expect(await refused).toMatchObject({ hits: [], error: { code: "invalidQuery" } });
  search.query("", {});
  expect(told.at(-1)).toMatchObject({ hits: [], coverage: undefined, isSearching: false });
  search.dispose();
});
