/** The repository's own files, for tests that judge the sources rather than run them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";

/** Absolute path of the repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Reads a text file by its path from the root of the repository. */
export function readSource(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** Paths, with forward slashes, from the root of the repository to the files whose name `matches`. */
export function filesUnder(folder: string, matches: RegExp): string[] {
  return readdirSync(join(repository, folder), { encoding: "utf8", recursive: true })
    .map((name) => posix.join(folder, name.replaceAll(sep, "/")))
    .filter((path) => matches.test(path) && !path.includes("node_modules"))
    .sort();
}

/** The string literals of a TypeScript file, type-level ones included; comments are none. */
export function stringsIn(path: string): string[] {
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) strings.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest));
  return strings;
}

export interface Import {
  readonly from: string;
  /** A package or `node:` module as written; a file of ours as its path from the root. */
  readonly to: string;
}

/** What a TypeScript file imports, types included: `verbatimModuleSyntax` hides nothing from this. */
export function importsOf(path: string): Import[] {
  return ts.preProcessFile(readSource(path)).importedFiles.map(({ fileName }) => ({
    from: path,
    to: fileName.startsWith(".")
      ? posix.join(posix.dirname(path), fileName).replace(/\.js$/, ".ts")
      : fileName,
  }));
}
