/**
 * Every phrase of the host can be translated: it goes through `vscode.l10n.t`, spelled so that the tool that
 * collects phrases finds it, and stands in the bundle that translators start from.
 */
import ts from "typescript";
import { describe, expect, it } from "vitest";

import { collectPhrases } from "../../scripts/l10n.mjs";
import { filesUnder, readSource } from "../support/sources.js";

const bundle = readSource("l10n/bundle.l10n.json");

/** The first arguments of all calls of something called `t`. */
function phrasesIn(path: string): string[] {
  const phrases: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)t$/.test(node.expression.getText())) {
      const [phrase] = node.arguments;
      const isLiteral = phrase && ts.isStringLiteralLike(phrase);
      phrases.push(isLiteral ? phrase.text : `${path}: ${phrase?.getText() ?? ""} is no literal`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true));
  return phrases;
}

describe("l10n/bundle.l10n.json", () => {
  it("holds what the sources say", async () => {
    expect(bundle === (await collectPhrases()), "out of date: `npm run l10n`, and commit it").toBe(
      true,
    );
  });

  it("misses no phrase", () => {
    // SAFETY: as VS Code requires.
    const known = new Set(Object.keys(JSON.parse(bundle) as Record<string, unknown>));
    const said = filesUnder("src/extension", /\.ts$/).flatMap(phrasesIn);
    expect(said.filter((phrase) => !known.has(phrase))).toEqual([]);
  });

  it("is where the manifest says", () => {
    // SAFETY: vsce checks the manifest's shape.
    const { l10n } = JSON.parse(readSource("package.json")) as { l10n?: string };
    expect(l10n).toBe("./l10n");
  });
});
