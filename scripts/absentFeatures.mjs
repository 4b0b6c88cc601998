/**
 * The language client brings every feature of LSP. Those that no worker has are left out of the bundle, with the
 * packages only they use: they were half of it. What stands in for each says and does nothing.
 */

/** As the language client names the files; a test holds them against what the worker offers. */
export const absentFeatures = /** @type {const} */ ([
  "callHierarchy",
  "codeAction",
  "codeLens",
  "colorProvider",
  "declaration",
  "diagnostic",
  "documentHighlight",
  "documentLink",
  "documentSymbol",
  "executeCommand",
  "fileOperations",
  "foldingRange",
  "formatting",
  "implementation",
  "inlineCompletion",
  "inlineValue",
  "linkedEditingRange",
  "notebook",
  "reference",
  "rename",
  "selectionRange",
  "semanticTokens",
  "textDocumentContent",
  "typeHierarchy",
  "workspaceSymbol",
]);

const standIn = `
class AbsentFeature {
  /** The client itself asks the feature of notebooks for this. */
  static CellScheme = "vscode-notebook-cell";
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: "static" }; }
  clear() {}
}
module.exports = new Proxy({}, { get: () => AbsentFeature });
`;

/** @type {import("esbuild").Plugin} */
export const withoutAbsentFeatures = {
  name: "without absent features",
  setup(bundle) {
    const files = new RegExp(
      String.raw`vscode-languageclient[\\/]lib[\\/]common[\\/](${absentFeatures.join("|")})\.js$`,
    );
    bundle.onLoad({ filter: files }, () => ({ contents: standIn, loader: "js" }));
  },
};
