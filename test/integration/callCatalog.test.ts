/** What an editor offers to call comes from the live interpreter, and lists nothing it would have to run. */
import { afterAll, beforeAll, expect, it } from "vitest";

import { Ref, SnakeBridge } from "../../src/bridge/index.js";
import { CallCatalog } from "../../src/extension/callCatalog.js";

const session = "catalog";

let bridge: SnakeBridge;
let catalog: CallCatalog;

beforeAll(async () => {
  bridge = await SnakeBridge.start();
  catalog = new CallCatalog(bridge, session, 30_000);
});

afterAll(() => bridge.dispose());

it("offers modules and what the chosen one holds", async () => {
  expect(await catalog.modules()).toContain("json");
  const loads = (await catalog.callables("json")).find(({ name }) => name === "loads");
  expect(loads?.signature).toMatch(/^\(s, \*, cls=None/);
});

it("tells the parameters of a function and of a ref's method", async () => {
  const names = (parameters: readonly { name: string }[] | null) =>
    parameters?.map(({ name }) => name);
  expect(names(await catalog.parameters("re", "compile"))).toEqual(["pattern", "flags"]);
  const pattern = await bridge.call("re", "compile", ["a"], { session });
  if (!(pattern instanceof Ref)) throw new TypeError("a pattern is no data");
  expect(names(await catalog.methodParameters(pattern, "findall"))).toContain("string");
});

it("makes no refs", async () => {
  await catalog.callables("collections");
  expect(await bridge.refs(session)).toHaveLength(1);
});
