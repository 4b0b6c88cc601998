/** The library as npm packs it: installed into an empty project of Node, by nothing but what the README says. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { codeOf } from "../support/documentCode.js";
import { repositoryRoot } from "../vscode/setup/paths.ts";
import { run } from "../vscode/setup/run.ts";

// The compiler and the types of Node are what such a project has of its own.
const modules = join(repositoryRoot, "node_modules");
const compiler = join(modules, ".bin", "tsc");
const types = join(modules, "@types");
const quiet = ["--silent", "--no-audit", "--no-fund"];
const example = `import { deepEqual as same } from "node:assert/strict";
${codeOf("README.md")}`;

describe("the library's package", () => {
  let project: string;
  let packed: string;

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "snakebridge-project-"));
    await writeFile(join(project, "package.json"), '{ "type": "module", "private": true }');
    const into = ["--pack-destination", project];
    await run("npm", ["pack", "--silent", ...into], { cwd: repositoryRoot });
    packed = (await readdir(project)).find((name) => name.endsWith(".tgz")) ?? "none";
    await run("npm", ["install", "--offline", ...quiet, `./${packed}`], { cwd: project });
  });

  afterAll(async () => {
    await rm(project, { recursive: true });
  });

  test("contains the library with its types, the adapter, and nothing else", async () => {
    const files = (await run("tar", ["-tf", packed], { cwd: project })).trim().split("\n");
    const others = files.filter((path) => !/^package\/python\/.*\.py$/.test(path));
    expect(others.sort()).toEqual([
      "package/LICENSE",
      "package/README.md",
      "package/dist/api.d.ts",
      "package/dist/bridge/index.d.ts",
      "package/dist/bridge/index.js",
      "package/dist/bridge/package.json",
      "package/package.json",
    ]);
  });

  test("needs no other package", async () => {
    const installed = await readdir(join(project, "node_modules"));
    expect(installed.filter((name) => !name.startsWith("."))).toEqual(["snakebridge"]);
  });

  test("runs the example of the README", async () => {
    expect(example.match(/\bsame\(/g)?.length).toBeGreaterThan(2);
    await writeFile(join(project, "example.ts"), example);
    await run(process.execPath, ["example.ts"], { cwd: project });
  });

  test.each([
    { resolution: "node16", module: "node16" },
    { resolution: "bundler", module: "esnext" },
  ])("has types for module resolution $resolution", async ({ resolution, module }) => {
    // Would be accepted, and the comment refused, if the types were not found.
    const wrong = "// @ts-expect-error -- there is no such method\nmatch.releese();";
    await writeFile(join(project, "example.ts"), `${example}\n${wrong}`);
    const ways = ["--module", module, "--moduleResolution", resolution];
    const options = ["--noEmit", "--strict", "--target", "esnext", "--types", "node", ...ways];
    await run(compiler, [...options, "--typeRoots", types, "example.ts"], { cwd: project });
  });
});
