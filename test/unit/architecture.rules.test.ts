/**
 * docs/rules.md says which tests prove which rule. It is held against the tests themselves, so that a
 * rule cannot lose its proof unnoticed.
 */
import { posix } from "node:path";

import { describe, expect, it } from "vitest";

import { filesUnder, readSource } from "../support/sources.js";
import { testNamesIn } from "../support/testNames.js";

const document = "docs/rules.md";
const text = readSource(document);

/** Where the short names of files lead. */
const files = new Map(
  Array.from(text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm), ([, name = "", target = ""]) => [
    name,
    posix.join(posix.dirname(document), target),
  ]),
);

const existing = new Set(filesUnder("test", /\.(ts|py)$/));

/** The tests in each of them. */
const tests = new Map(
  Array.from(files, ([name, path]) => [name, existing.has(path) ? testNamesIn(path) : []]),
);

interface Row {
  readonly id: string;
  /** The cells that hold tests. */
  readonly proofs: readonly string[];
}

const rows: readonly Row[] = Array.from(
  text.matchAll(/^\| ([A-Z]\d+) \| (.+) \|$/gm),
  ([, id = "", rest = ""]) => ({ id, proofs: rest.split(" | ").slice(1) }),
);

const isFeature = ({ id }: Row) => id.startsWith("A");
const testsOf = (cell: string | undefined) => (cell === "–" ? [] : (cell?.split("<br>") ?? []));

/** What is wrong with `[file] › name`, if anything is. */
function problemWith(proof: string): string | undefined {
  const [, name = "", test = ""] = /^\[([^\]]+)\] › (.+)$/.exec(proof) ?? [];
  const known = tests.get(name);
  if (!known) return `${proof}: no such file is named at the end`;
  return known.includes(test) ? undefined : `${proof}: no such test`;
}

describe("docs/rules.md", () => {
  it("names only tests that exist", () => {
    const proofs = rows.flatMap((row) => row.proofs.flatMap(testsOf));
    expect(proofs.map(problemWith).filter((problem) => problem !== undefined)).toEqual([]);
  });

  it("proves every rule and feature", () => {
    expect(rows.filter(({ proofs }) => testsOf(proofs[0]).length === 0)).toEqual([]);
  });

  it("leaves no number out: what is not proven stands under Not yet", () => {
    const unproven = Array.from(text.matchAll(/^- ([A-Z]\d+) /gm), ([, id = ""]) => id);
    const ids = [...rows.map(({ id }) => id), ...unproven];
    const groups = Map.groupBy(ids, (id) => id.slice(0, 1));
    for (const [letter, members] of groups) {
      expect(members).toEqual(members.map((_, index) => `${letter}${index + 1}`));
    }
    expect(groups.get("A")).toHaveLength(16);
  });

  it("proves in VS Code what it says is proven there", () => {
    const proofs = rows.filter(isFeature).flatMap((row) => testsOf(row.proofs[1]));
    const isInEditor = (proof: string) => /^\[[^\]]+\.(host|ui)\]/.test(proof);
    expect(proofs.filter((proof) => !isInEditor(proof))).toEqual([]);
    const places = [...files].filter(([name]) => /\.(host|ui)$/.test(name));
    expect(places.every(([, path]) => /^test\/(host|ui)\//.test(path))).toBe(true);
  });

  it("names no file that it does not use, or that is none", () => {
    const isSound = ([name, path]: [string, string]) =>
      existing.has(path) && text.includes(`[${name}] › `);
    expect([...files].filter((file) => !isSound(file))).toEqual([]);
  });
});
