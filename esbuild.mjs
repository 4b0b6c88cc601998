/**
 * Bundles what ships: the extension host (CommonJS, as VS Code loads it), the webview, and the
 * library (an ES module with its types). `--production` minifies, leaves source maps out and adds
 * the adapter as it ships. `--watch` rebuilds on change. It never checks types: tsc does.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";

import { build, context } from "esbuild";

import { writeAdapter } from "./scripts/adapter.mjs";
import { withoutAbsentFeatures } from "./scripts/absentFeatures.mjs";
import { usedCodicons } from "./scripts/codicons.mjs";
import { writeGrammars } from "./scripts/grammars.mjs";
import { writeTypes } from "./scripts/libraryTypes.mjs";

const isProduction = process.argv.includes("--production");

/**
 * What the extension's start has no use for lies in files beside it, which load with the first worker.
 * They share one vscode-jsonrpc.
 * @type {import("esbuild").Plugin}
 */
const loadLate = {
  name: "load late",
  setup(bundle) {
    const late =
      /^(\.\/(languageClient|notebookKernel)\.js|\.\.\/selection\/selectionReader\.js|vscode-jsonrpc(\/node)?)$/;
    bundle.onResolve({ filter: late }, ({ path, kind }) => {
      if (kind === "entry-point") return undefined;
      const file = path.startsWith("vscode-jsonrpc") ? "./jsonRpc.js" : path;
      return {
        path: file.replace("../selection/selectionReader.js", "./selection.js"),
        external: true,
      };
    });
  },
};

/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  logLevel: "warning",
  metafile: true,
  minify: isProduction,
  sourcemap: !isProduction,
};

/** The bundles by name; the architecture tests read their inputs. */
export const bundles = /** @satisfies {Record<string, import("esbuild").BuildOptions>} */ ({
  extension: {
    ...common,
    entryPoints: {
      extension: "src/extension/extension.ts",
      languageClient: "src/extension/languageClient.ts",
      jsonRpc: "vscode-jsonrpc/node",
      notebookKernel: "src/extension/notebook/notebookKernel.ts",
      selection: "src/selection/selectionReader.ts",
    },
    outdir: "dist",
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode"],
    // As an ES module it asks for `require` from a URL that CommonJS does not have.
    alias: { "web-tree-sitter": "./node_modules/web-tree-sitter/web-tree-sitter.cjs" },
    plugins: [loadLate, withoutAbsentFeatures],
    // VS Code gives "vscode" to what is required, not to what is imported.
    supported: { "dynamic-import": false },
    // The bridge asks for `import.meta` where there is no `__dirname`: not in CommonJS.
    logOverride: { "empty-import-meta": "silent" },
  },
  webview: {
    ...common,
    entryPoints: {
      main: "webview/main.ts",
      table: "webview/table/main.ts",
      display: "webview/display/main.ts",
      refOutput: "webview/refOutput/main.ts",
    },
    outdir: "dist/webview",
    // The pages share their controls: as modules they have one copy of them.
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    platform: "browser",
    target: "chrome132",
  },
  styles: {
    ...common,
    entryPoints: {
      styles: "webview/styles.css",
      table: "webview/table/table.css",
      display: "webview/display/display.css",
    },
    outdir: "dist/webview",
    // The icon font lies beside the style sheet, under its own name.
    assetNames: "[name]",
    loader: { ".ttf": "file" },
    plugins: [usedCodicons],
  },
  bridge: {
    ...common,
    entryPoints: ["src/bridge/index.ts"],
    outfile: "dist/bridge/index.js",
    format: "esm",
    platform: "node",
    target: "node20",
    // Read by people and their debuggers.
    minify: false,
    // vscode-jsonrpc is CommonJS and requires Node's modules; an ES module has no `require`.
    banner: {
      js: 'import { createRequire as nodeCreateRequire } from "node:module"; const require = nodeCreateRequire(import.meta.url);',
    },
  },
});

async function buildAll() {
  await mkdir("dist/meta", { recursive: true });
  // Names of shared files follow their content: those of an earlier build are of no use.
  await rm("dist/webview", { recursive: true, force: true });
  // One broken bundle, which esbuild has reported, does not keep the others from being made.
  const builds = Object.entries(bundles).map(async ([name, options]) => {
    const { metafile } = await build(options);
    await writeFile(`dist/meta/${name}.json`, JSON.stringify(metafile));
  });
  const results = await Promise.allSettled(builds);
  await writeTypes("dist");
  await writeGrammars("dist/grammars", { isSmallest: isProduction });
  // Where it is, it is the one that is used.
  await rm("dist/python", { recursive: true, force: true });
  if (isProduction) await writeAdapter("dist/python");
  if (results.some(({ status }) => status === "rejected")) process.exitCode = 1;
}

async function watchAll() {
  for (const options of Object.values(bundles)) {
    // At this level esbuild says when a build starts and ends: .vscode/tasks.json listens.
    const watched = await context({ ...options, logLevel: "info" });
    await watched.watch();
  }
}

if (import.meta.main) await (process.argv.includes("--watch") ? watchAll() : buildAll());
