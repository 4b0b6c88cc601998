/**
 * What the text of a document is written in, for those who run some of it: by its language and, where VS Code knows
 * none, by the end of its name. What is neither Elixir nor TypeScript is taken for Python, which says so if it is not.
 */
import type * as vscode from "vscode";

import type { Grammar } from "../selection/reading.js";

export type TextLanguage =
  | { readonly kind: "python" }
  | {
      readonly kind: "foreign";
      /** As a person calls it. */
      readonly name: string;
      readonly grammar: Grammar;
      readonly isFenced: boolean;
    };

const elixir = foreign("Elixir", "elixir");
const livebook: TextLanguage = { ...elixir, isFenced: true };
const typescript = foreign("TypeScript", "typescript");
const tsx = foreign("TypeScript", "tsx");
// The grammar of TSX reads all of JavaScript; that of TypeScript takes JSX for assertions.
const javascript = foreign("JavaScript", "tsx");

const byEnding: Readonly<Record<string, TextLanguage>> = {
  livemd: livebook,
  ex: elixir,
  exs: elixir,
  ts: typescript,
  mts: typescript,
  cts: typescript,
  tsx,
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  jsx: javascript,
};

const byLanguage: Readonly<Record<string, TextLanguage>> = {
  elixir,
  typescript,
  typescriptreact: tsx,
  javascript,
  javascriptreact: javascript,
};

export function textLanguage({
  languageId,
  fileName,
}: Pick<vscode.TextDocument, "languageId" | "fileName">): TextLanguage {
  if (languageId === "python") return { kind: "python" };
  const ending = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  return byEnding[ending] ?? byLanguage[languageId] ?? { kind: "python" };
}

function foreign(name: string, grammar: Grammar): TextLanguage & { readonly kind: "foreign" } {
  return { kind: "foreign", name, grammar, isFenced: false };
}
