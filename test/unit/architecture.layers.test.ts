/**
 * The arrows of ARCHITECTURE.md, seen twice: in what each file imports (types included), and in what
 * esbuild really puts into each bundle, which sees through any chain of imports.
 */
import { existsSync } from "node:fs";
import { isBuiltin } from "node:module";

import { build } from "esbuild";
import type { Metafile } from "esbuild";
import { describe, expect, it } from "vitest";

import { bundles } from "../../esbuild.mjs";
import { absentFeatures } from "../../scripts/absentFeatures.mjs";
import { filesUnder, importsOf, readSource } from "../support/sources.js";
import type { Import } from "../support/sources.js";

const layers: Record<string, readonly RegExp[]> = {
  "src/protocol": [/^src\/protocol\//],
  "src/bridge": [/^src\/(bridge|protocol)\//, /^vscode-jsonrpc(\/node)?$/, /^node:/],
  "src/selection": [
    /^src\/(selection|protocol)\//,
    // A literal travels as the library sends it.
    /^src\/bridge\/(encode|pythonMoments|pythonValues)\.ts$/,
    /^web-tree-sitter$/,
  ],
  "src/extension": [
    /^src\/(extension|protocol)\//,
    /^src\/bridge\/index\.ts$/,
    /^src\/selection\/(reading|selectionReader)\.ts$/,
    /^vscode$/,
    /^@vscode\/python-extension$/,
    /^node:/,
  ],
  webview: [/^(webview|src\/protocol)\//, /^lit(\/|$)/, /^@tanstack\/virtual-core$/],
};

/** The one file that may reach each of these packages. */
const doors: Record<string, string> = {
  "vscode-languageclient": "src/extension/languageClient.ts",
  "@vscode/webview-ui-toolkit": "webview/controls.ts",
  dompurify: "webview/display/frameDocument.ts",
};

async function bundle(name: keyof typeof bundles): Promise<Metafile> {
  const { metafile } = await build({ ...bundles[name], write: false, logLevel: "silent" });
  return metafile;
}

function inputsOf(metafile: Metafile): string[] {
  return Object.keys(metafile.inputs);
}

function externalsOf(metafile: Metafile): string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return imports.filter(({ external }) => external).map(({ path }) => path);
}

/** The folders of `vscode-jsonrpc` among paths: two copies make `instanceof` lie. */
function jsonRpcCopies(paths: readonly string[]): Set<string> {
  return new Set(
    paths.flatMap((path) => /.*node_modules\/vscode-jsonrpc(?=\/|$)/.exec(path) ?? []),
  );
}

describe.each(Object.entries(layers))("%s", (folder, allowed) => {
  it("imports nothing but what is below it", () => {
    const isAllowed = ({ from, to }: Import) =>
      to in doors ? doors[to] === from : allowed.some((pattern) => pattern.test(to));
    const files = filesUnder(folder, /\.ts$/);
    expect(files).not.toEqual([]);
    expect(files.flatMap(importsOf).filter((arrow) => !isAllowed(arrow))).toEqual([]);
  });
});

describe("the library bundle", () => {
  it("holds the bridge, the protocol and vscode-jsonrpc, and needs Node only", async () => {
    const metafile = await bundle("bridge");
    const own = /^(src\/(bridge|protocol)|node_modules\/vscode-jsonrpc)\//;
    expect(inputsOf(metafile).filter((path) => !own.test(path))).toEqual([]);
    expect(externalsOf(metafile).filter((name) => !isBuiltin(name))).toEqual([]);
  });
});

/** Files of a bundle that load when first needed, by what requires them. */
const lateFiles = ["./languageClient.js", "./jsonRpc.js", "./notebookKernel.js", "./selection.js"];

/** What a worker offers, in `CAPABILITIES`. */
const lifecycle = "python/snakebridge_adapter/handlers/lifecycle.py";

/** Whether the language client has a file of that name: another name would not be found among what is left out. */
function isFeature(name = ""): boolean {
  return existsSync(`node_modules/vscode-languageclient/lib/common/${name}.js`);
}

describe("the extension bundle", () => {
  it("leaves out nothing but vscode and Node, and has no webview code", async () => {
    const metafile = await bundle("extension");
    const given = new Set(["vscode", ...lateFiles]);
    const missing = externalsOf(metafile).filter((name) => !given.has(name) && !isBuiltin(name));
    expect(missing).toEqual([]);
    expect(Object.keys(metafile.outputs)).toEqual(
      expect.arrayContaining(lateFiles.map((name) => name.replace("./", "dist/"))),
    );
    expect(inputsOf(metafile).filter((path) => path.startsWith("webview/"))).toEqual([]);
  });

  it("starts without the language client and its packages, and has no module of its own twice", async () => {
    const { outputs } = await bundle("extension");
    const ofFile = (name: string) => Object.keys(outputs[name]?.inputs ?? {});
    const start = ofFile("dist/extension.js");
    expect(
      start.filter((path) => /vscode-(languageclient|languageserver|jsonrpc)/.test(path)),
    ).toEqual([]);
    const late = ofFile("dist/languageClient.js");
    expect(late).toContain("src/extension/languageClient.ts");
    // A table of texts: nothing that could be of two kinds, or hold state twice.
    expect(start.filter((path) => late.includes(path))).toEqual([
      "src/extension/linkableCommands.ts",
    ]);
  });

  it("leaves out no feature of LSP that a worker offers to VS Code", () => {
    const [, offered = ""] = /^CAPABILITIES = \{(.*?)^\}/ms.exec(readSource(lifecycle)) ?? [];
    const features = Array.from(offered.matchAll(/^ {4}"(\w+)Provider"/gm), ([, name]) => name);
    expect(features).toContain("hover");
    const absent: readonly (string | undefined)[] = absentFeatures;
    expect(features.filter((name) => absent.includes(name) || !isFeature(name))).toEqual([]);
  });

  it("has one copy of vscode-jsonrpc, as the lock file has", async () => {
    const { inputs, outputs } = await bundle("extension");
    expect([...jsonRpcCopies(Object.keys(inputs))]).toHaveLength(1);
    const holders = Object.entries(outputs).filter(
      ([, output]) => jsonRpcCopies(Object.keys(output.inputs)).size > 0,
    );
    expect(holders.map(([name]) => name)).toEqual(["dist/jsonRpc.js"]);
    // SAFETY: the shape of every lock file since version 2.
    const lock = JSON.parse(readSource("package-lock.json")) as { packages: object };
    expect([...jsonRpcCopies(Object.keys(lock.packages))]).toHaveLength(1);
  });
});

describe("the webview bundle", () => {
  it("holds its own files and packages, no code of the host, and needs nothing outside", async () => {
    const metafile = await bundle("webview");
    const foreign = inputsOf(metafile).filter((path) => !/^(webview|node_modules)\//.test(path));
    expect(foreign).toEqual([]);
    expect(externalsOf(metafile)).toEqual([]);
  });

  it("brings the sanitiser with the page that needs it, and nothing twice", async () => {
    const { outputs } = await bundle("webview");
    const scripts = Object.entries(outputs).filter(([name]) => name.endsWith(".js"));
    const holders = scripts.filter(([, { inputs }]) =>
      Object.keys(inputs).some((path) => path.includes("/dompurify/")),
    );
    expect(holders.map(([name]) => name)).toEqual(["dist/webview/display.js"]);
    const inputs = scripts.flatMap(([, output]) => Object.keys(output.inputs));
    expect(inputs).toHaveLength(new Set(inputs).size);
  });
});
