/** Arguments given by parameter make the call that Python takes. */
import { describe, expect, it } from "vitest";

import { argumentListText, missingIn } from "../../../src/extension/argumentList.js";
import type { Parameter, ParameterKind } from "../../../src/extension/callCatalog.js";

function parameter(name: string, kind: ParameterKind, literal?: string | null): Parameter {
  return { name, kind, isRequired: literal === undefined, default: literal ?? null };
}

const compile = [parameter("pattern", "either"), parameter("flags", "either", "0")];
const everything = [
  parameter("a", "positional", "1"),
  parameter("b", "either", "2"),
  parameter("rest", "rest"),
  parameter("c", "keyword"),
  parameter("more", "keywords"),
];

function text(parameters: readonly Parameter[], given: Record<string, string>) {
  return argumentListText(parameters, new Map(Object.entries(given)));
}

describe("an argument list", () => {
  it("gives what is required by its place and what is optional by its name", () => {
    expect(text(compile, { pattern: "'a'" })).toBe("'a'");
    expect(text(compile, { pattern: "'a'", flags: "2" })).toBe("'a', flags=2");
  });

  it("writes defaults before what only its place can tell", () => {
    expect(text(everything, { rest: "7, 8", c: "9", more: "d=10" })).toBe("1, 2, 7, 8, c=9, d=10");
    expect(text(everything, { b: "3", c: "9" })).toBe("b=3, c=9");
    expect(text(everything, { a: "0", c: "9" })).toBe("0, c=9");
  });

  it("is none where such a default is no literal", () => {
    const parameters = [parameter("a", "positional", null), parameter("b", "positional", "1")];
    expect(text(parameters, { b: "2" })).toBeUndefined();
  });

  it("misses what is required, not what collects the rest", () => {
    expect(missingIn(everything, new Map()).map(({ name }) => name)).toEqual(["c"]);
  });
});
