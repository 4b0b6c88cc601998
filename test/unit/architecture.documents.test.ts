/** What the documents say about files, held against the files: names and places that they mention exist. */
import { existsSync, globSync } from "node:fs";
import { basename, join, posix } from "node:path";

import { describe, expect, it } from "vitest";

import { filesUnder, readSource, repository } from "../support/sources.js";

const documents = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"],
  ...filesUnder("docs", /\.md$/),
];

/** Paths from the root: in backticks as they are, as targets of links from where the document stands. */
function pathsIn(document: string): string[] {
  const text = readSource(document);
  const quoted = Array.from(
    text.matchAll(/`((?:src|webview|python|test|bench|scripts|media|docs)\/[^`\s]*)`/g),
    ([, path = ""]) => path,
  );
  const prose = text.replaceAll(/```.*?```/gs, "");
  const linked = Array.from(prose.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g), ([, path = ""]) =>
    posix.join(posix.dirname(document), path),
  );
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

describe("docs/guide-errors.md", () => {
  const guide = readSource("docs/guide-errors.md");

  it("tells of every error class, with its code, and of no other", () => {
    const declared = ["errors.ts", "workerErrors.ts"].flatMap((name) => {
      const source = readSource(`src/bridge/${name}`);
      const classes = source.matchAll(/class (\w+) extends SnakeBridgeError.*?super\(\s*"(\w+)"/gs);
      return Array.from(classes, ([, error, code]) => `${error} ${code}`);
    });
    const rows = guide.matchAll(/^\| `(\w+Error)` +\| `(\w+)` /gm);
    const told = Array.from(rows, ([, error, code]) => `${error} ${code}`);
    expect(told.sort()).toEqual(declared.sort());
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
