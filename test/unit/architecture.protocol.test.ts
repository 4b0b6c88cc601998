/** docs/protocol.md for those without the library: its lists are those of src/protocol and the golden files. */
import { describe, expect, it } from "vitest";

import { errorCodes } from "../../src/protocol/errors.js";
import { readSource, stringsIn } from "../support/sources.js";

const document = readSource("docs/protocol.md");
const methods = readSource("src/protocol/methods.ts");

/** The cells of each table row whose first one holds `pattern` and nothing else. */
function rows(pattern: string): readonly (readonly string[])[] {
  const found = document.matchAll(new RegExp(`^\\| \`(${pattern})\` *\\|(.*)\\|$`, "gm"));
  return Array.from(found, ([, first = "", rest = ""]) => [
    first,
    ...rest.split(" | ").map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")),
  ]);
}

/** The names of all tags, as the type of each spells its own. */
function tagNames(): readonly string[] {
  const spelled = readSource("src/protocol/values.ts").matchAll(
    /(?:Tag<|__type__: )("[^>;]+)[>;]/g,
  );
  return Array.from(spelled, ([, names = ""]) => names.split(" | "))
    .flat()
    .map((name) => name.replaceAll('"', ""));
}

function goldenWires(): readonly unknown[] {
  return ["values", "refs"].flatMap((name) => {
    // SAFETY: golden files are arrays of cases with a wire form.
    const cases = JSON.parse(readSource(`test/contract/${name}.json`)) as { wire: unknown }[];
    return cases.map(({ wire }) => wire);
  });
}

describe("docs/protocol.md", () => {
  it("has every request with its params and result, and no other", () => {
    const table = Array.from(
      methods.matchAll(/"(snakebridge\/\w+)": Request<(.+), (\w+)>;/g),
      ([, name = "", params = "", result = ""]) => [
        name,
        params.replace(/^Record<.*>$/, "{}"),
        result,
      ],
    );
    const told = rows("snakebridge/\\w+").map(([name, params, result]) => [name, params, result]);
    expect(told.filter(([, , result]) => result !== "").sort()).toEqual(table.sort());
  });

  it("has every event with its params, and no other", () => {
    const events = /interface WorkerEvents \{(.*?)\}/s.exec(methods)?.[1] ?? "";
    const table = events.matchAll(/"(snakebridge\/\w+)": (\w+);/g);
    const told = rows("snakebridge/\\w+").filter(([, , result]) => result === "");
    expect(told.map(([name, params]) => [name, params]).sort()).toEqual(
      Array.from(table, ([, name, params]) => [name, params]).sort(),
    );
  });

  it("speaks of no method that does not exist", () => {
    const known = stringsIn("src/protocol/methods.ts");
    const spoken = Array.from(document.matchAll(/snakebridge\/\w+/g), ([name]) => name);
    expect(spoken.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("tells of every tag", () => {
    expect(tagNames().length).toBeGreaterThan(20);
    expect(tagNames().filter((tag) => !document.includes(`\`${tag}\``))).toEqual([]);
  });

  it("shows values as the golden files have them", () => {
    const examples = rows("\\w+").filter(([, , example]) => example?.startsWith('{"__type__"'));
    const golden = goldenWires();
    expect(examples.length).toBeGreaterThan(18);
    for (const [tag = "", , example = ""] of examples) {
      expect(JSON.parse(example)).toMatchObject({ __type__: tag });
      // A callback is nobody's golden value: its proof is the conversation it stands in.
      if (tag === "callback") expect(document.split(example)).toHaveLength(3);
      else expect(golden).toContainEqual(JSON.parse(example));
    }
  });

  it("has every error with its code", () => {
    const told = rows(Object.keys(errorCodes).join("|"));
    expect(Object.fromEntries(told.map(([name, code]) => [name, Number(code)]))).toEqual(
      errorCodes,
    );
  });
});
