/**
 * The package as programs and extensions that installed it see it: the types of the library, and of what the extension
 * gives to others, under both ways TypeScript resolves.
 */
import { copyFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { writeTypes } from "../../scripts/libraryTypes.mjs";
import { repository } from "../support/sources.js";

/** What spec'd names a program uses; each must exist with a type that lets this compile. */
const program = `
import { PythonError, SnakeBridge, pyFloat } from "snakebridge";
import type { Ref } from "snakebridge";

await using bridge = await SnakeBridge.start({ defaults: { ttlSeconds: 60 } });
const pattern: unknown = await bridge.call("re", "compile", ["\\d+"]);
if (bridge.isRef(pattern)) {
  const id: string = pattern.id;
  await bridge.method(pattern, "match", ["123abc", pyFloat(1)], { kwargs: {}, timeoutMs: 1000 });
  await bridge.call("re", "compile", ["a"]).method("match", ["a"]).attr("string");
  const outcome: string = (await bridge.releaseRef(pattern)).outcome;
}
const members = (ref: Ref) => [ref.sessionId, ref.poolName, ref.typeName, ref.attr("flags")];
const settled = await bridge.settle(bridge.get("math", "pi"));
if (!settled.ok && settled.error instanceof PythonError) console.log(settled.error.traceback);
bridge.onDidChangeRefs(({ sessionId }) => console.log(sessionId)).dispose();
await bridge.withSession({ sessionId: "models", ttlSeconds: 86400 }, async () => {});
`;

const example = "examples/statistics/src/extension.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "snakebridge-library-"));
  const installed = join(folder, "node_modules", "snakebridge");
  await writeTypes(join(installed, "dist"));
  await cp(join(repository, "package.json"), join(installed, "package.json"));
  await writeFile(join(folder, "program.mts"), program);
  await copyFile(join(repository, example), join(folder, "extension.mts"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function problemsOf(file: string, options: ts.CompilerOptions): string[] {
  const host = ts.createProgram([join(folder, file)], {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node", "vscode"],
    typeRoots: [join(repository, "node_modules", "@types")],
    strict: true,
    noEmit: true,
    ...options,
  });
  return ts
    .getPreEmitDiagnostics(host)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe.each([
  [
    "Node's own resolution",
    { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  ],
  [
    "a bundler's resolution",
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ],
])("under %s", (_name, options) => {
  it("the library's types hold for a program", () => {
    expect(problemsOf("program.mts", options)).toEqual([]);
  });

  it("the types for other extensions hold for the example", () => {
    expect(problemsOf("extension.mts", options)).toEqual([]);
  });
});
