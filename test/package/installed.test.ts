/** The packaged extension: what the file contains, how large it is, and the walk after installing it. */
import { glob, stat } from "node:fs/promises";

import { beforeAll, describe, expect, test } from "vitest";

import { walkAsTests } from "../ui/sliceTests.ts";
import { Inspector } from "../ui/support/inspector.ts";
import { Workbench } from "../ui/support/workbench.ts";
import { listPackage, packageExample, packageExtension } from "../vscode/extensionPackage.ts";
import { repositoryRoot } from "../vscode/setup/paths.ts";

const largestBytes = 1_000_000;

describe("the packaged extension", () => {
  let file: string;

  beforeAll(async () => {
    file = await packageExtension();
  });

  test("contains every module of the adapter", async () => {
    const sources = glob("python/snakebridge_adapter/**/*.py", { cwd: repositoryRoot });
    const expected = (await Array.fromAsync(sources)).map((path) => `extension/dist/${path}`);
    const packaged = (await listPackage(file)).filter((path) => path.includes("/python/"));
    expect(packaged).toEqual(expected.sort());
  });

  test("contains nothing else than what it needs", async () => {
    const packaged = await listPackage(file);
    const others = packaged.filter((path) => !path.includes("/python/"));
    // What pages share is named by its content.
    const names = new Set(others.map((path) => path.replace(/shared-\w+/, "shared-*")));
    expect([...names]).toMatchInlineSnapshot(`
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/changelog.md",
        "extension/dist/extension.js",
        "extension/dist/grammars/elixir.br",
        "extension/dist/grammars/runtime.br",
        "extension/dist/grammars/typescript.br",
        "extension/dist/jsonRpc.js",
        "extension/dist/languageClient.js",
        "extension/dist/notebookKernel.js",
        "extension/dist/selection.js",
        "extension/dist/webview/codicon.ttf",
        "extension/dist/webview/display.css",
        "extension/dist/webview/display.js",
        "extension/dist/webview/main.js",
        "extension/dist/webview/refOutput.js",
        "extension/dist/webview/shared-*.js",
        "extension/dist/webview/styles.css",
        "extension/dist/webview/table.css",
        "extension/dist/webview/table.js",
        "extension/media/icon.png",
        "extension/media/icon.svg",
        "extension/media/walkthrough/call.webp",
        "extension/media/walkthrough/find.webp",
        "extension/media/walkthrough/inspect.webp",
        "extension/media/walkthrough/python.webp",
        "extension/package.json",
        "extension/package.nls.json",
        "extension/readme.md",
      ]
    `);
  });

  test("is less than a megabyte", async () => {
    expect((await stat(file)).size).toBeLessThan(largestBytes);
  });

  describe("installed into a clean VS Code", () => {
    walkAsTests("package", () => ({ extensionPackage: file }));
  });

  test("serves an extension that uses its API", async () => {
    const otherPackages = [await packageExample("statistics")];
    await using workbench = await Workbench.start({ extensionPackage: file, otherPackages });
    const { editor } = workbench;
    await editor.open("numbers.txt");
    await editor.select("2 4 4 4 5 5 7 9");
    await workbench.runCommand("Statistics: Describe Selected Numbers");
    await workbench.notification("8 numbers: mean 5.00, standard deviation 2.14").waitFor();
    const inspector = new Inspector(workbench);
    await inspector.row("Selection Statistics", "1 ref").waitFor();
    await inspector.row("distribution", "statistics.NormalDist").waitFor();
  });
});
