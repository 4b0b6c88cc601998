/** A notebook as Livebook keeps it. */
import { expect, it } from "vitest";

import { toLivebook, type PlainCell } from "../../../src/extension/notebook/livebook.js";

const code = (source: string, language = "python"): PlainCell => ({
  kind: "code",
  language,
  source,
});
const markdown = (source: string): PlainCell => ({
  kind: "markdown",
  language: "markdown",
  source,
});

it("fences code by its language, and has the title that Livebook needs", () => {
  const text = toLivebook([markdown("some words"), code("1 + 1"), code("2", "elixir")], "sums");
  expect(text).toBe("# sums\n\nsome words\n\n```python\n1 + 1\n```\n\n```elixir\n2\n```\n");
});

it("takes the notebook's own first heading as the title", () => {
  expect(toLivebook([markdown("# Sums\n\nof numbers\n"), code("1")], "sums")).toBe(
    "# Sums\n\nof numbers\n\n```python\n1\n```\n",
  );
});

it("fences code that holds a fence by a longer one", () => {
  expect(toLivebook([code("a = '''\n```\n'''")], "t")).toBe(
    "# t\n\n````python\na = '''\n```\n'''\n````\n",
  );
});
