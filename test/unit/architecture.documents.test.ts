/** What the documents say about files, held against the files: names and places that they mention exist. */
import { existsSync, globSync } from "node:fs";
import { basename, join, posix } from "node:path";

import { describe, expect, it } from "vitest";

import { filesUnder, readSource, repository } from "../support/sources.js";

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/** Paths from the root as documents write them: in backticks or as targets of links. */
function pathsIn(document: string): string[] {
  const text = readSource(document);
  const quoted = Array.from(
    text.matchAll(/`((?:src|webview|python|test|bench|scripts|media|docs)\/[^`\s]*)`/g),
    ([, path = ""]) => path,
  );
  const linked = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g), ([, path = ""]) => path);
  return [...quoted.filter((path) => !path.includes("…")), ...linked];
}

function isThere(path: string): boolean {
  if (!/[*{]/.test(path)) return existsSync(join(repository, path));
  return globSync(path, { cwd: repository }).length > 0;
}

describe.each(documents)("%s", (document) => {
  it("mentions only files that exist", () => {
    expect(pathsIn(document).filter((path) => !isThere(path))).toEqual([]);
  });
});

describe("source files", () => {
  const sources = ["src", "webview"].flatMap((folder) => filesUnder(folder, /\.(ts|css)$/));

  it("are named in camelCase after what they hold, never after a drawer", () => {
    const isWellNamed = (path: string) =>
      /^[a-z][a-zA-Z0-9]*\.(ts|css)$/.test(basename(path)) &&
      !/^(utils?|helpers?|common|misc|types)\.ts$/.test(basename(path)) &&
      !/\/(utils?|helpers?|common|misc|types)\//.test(path);
    expect(sources.filter((path) => !isWellNamed(path))).toEqual([]);
  });

  it("stay small", () => {
    const lines = (path: string) => readSource(path).split("\n").length;
    expect(sources.filter((path) => lines(path) > 400)).toEqual([]);
  });

  it("open through no barrel but the bridge's", () => {
    const barrels = sources.filter((path) => posix.basename(path) === "index.ts");
    expect(barrels).toEqual(["src/bridge/index.ts"]);
  });
});
