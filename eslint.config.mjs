/**
 * What the linter holds: typed rules for everything, the walls between the folders (each message is
 * the invariant it keeps), and the size limits. Formatting is Prettier's.
 */
import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import node from "eslint-plugin-n";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

import { conventions } from "./scripts/eslintRules.mjs";

const explicitExtension = {
  regex: "^\\.{1,2}(/|$)(?!.*\\.(js|mjs|ts|json|css)$)",
  message: "Relative imports name the file with its extension, as Node itself asks.",
};
const noVscode = {
  regex: "^vscode(/|$)",
  message: "Only src/extension may import vscode: the bridge runs in plain Node.",
};
const noLanguageClient = {
  regex: "^vscode-languageclient(/|$)",
  message: "Only src/extension/languageClient.ts knows the language client.",
};
const noNode = {
  regex: "^node:",
  message: "This folder runs without Node.",
};
const noUpward = {
  regex: "^\\.\\./",
  message: "src/protocol is the bottom layer: it imports nothing of ours outside its own folder.",
};
const noPackages = {
  regex: "^[^.]",
  message: "src/protocol is pure: no packages, no runtime.",
};
const noHost = {
  regex: "/(extension|webview|bridge)/",
  message: "The arrows point to the protocol: src/bridge imports src/protocol only.",
};
const bridgeThroughDoor = {
  regex: "/bridge/(?!index\\.js$)",
  message: "src/extension uses the bridge as any other program does: through bridge/index.",
};
const noWebview = {
  regex: "/webview/",
  message: "The host talks to the webview by messages (src/protocol/panel.ts), never by import.",
};
const protocolTypesOnly = {
  regex: "/src/protocol/",
  allowTypeImports: true,
  message:
    "The webview takes types of the protocol, no code: its bundle has inputs of its own only.",
};
const noHostFromWebview = {
  regex: "/src/(bridge|extension)/",
  message: "The webview lives in a browser and talks by messages.",
};
const controlsDoor = {
  regex: "^@vscode/webview-ui-toolkit(/|$)",
  message: "The toolkit is reached through webview/controls.ts, so that it can be replaced there.",
};

/**
 * The walls of one folder.
 * @param {...{ regex: string, message: string, allowTypeImports?: boolean }} patterns
 * @returns {Record<string, import("eslint").Linter.RuleEntry>}
 */
const walls = (...patterns) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    { patterns: [explicitExtension, ...patterns] },
  ],
});

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: a thing has one name everywhere.",
};
const hashPrivate = {
  selector:
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'])[accessibility='private']",
  message: "Use #name: private at run time too.",
};

export default defineConfig(
  {
    ignores: ["**/dist/", ".vscode-test/", "test/fixtures/"],
  },
  {
    files: ["**/*.ts", "**/*.mjs"],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      prettier,
    ],
    plugins: { snakebridge: conventions },
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports" },
      ],
      "@typescript-eslint/naming-convention": [
        "error",
        { selector: "typeLike", format: ["PascalCase"] },
        {
          selector: "interface",
          format: ["PascalCase"],
          custom: { regex: "^I[A-Z][a-z]", match: false },
        },
        { selector: ["function", "parameter"], format: ["camelCase"], leadingUnderscore: "allow" },
        // PascalCase for a class kept in a constant; never UPPER_CASE.
        { selector: "variable", format: ["camelCase", "PascalCase"], leadingUnderscore: "allow" },
        { selector: "variable", modifiers: ["destructured"], format: null },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // A number in a message reads as one; the rule is meant for objects and undefined.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", caughtErrors: "all" },
      ],
      complexity: ["error", 15],
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      "max-params": ["error", 4],
      "no-restricted-syntax": ["error", noDefaultExport, hashPrivate],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "object-shorthand": "error",
      "prefer-template": "error",
      "snakebridge/module-comment": "error",
      "snakebridge/reasoned-disable": "error",
      "snakebridge/safety-comment": "error",
      ...walls(),
    },
  },
  {
    files: ["src/protocol/**/*.ts"],
    rules: {
      ...walls(noUpward, noPackages),
      "snakebridge/documented-export": "error",
    },
  },
  {
    files: ["src/bridge/**/*.ts"],
    rules: {
      ...walls(noVscode, noLanguageClient, noHost),
      "no-console": "error",
      "snakebridge/documented-export": "error",
    },
  },
  {
    // What ships runs on Node 20 and up, whatever Node the types describe.
    files: ["src/bridge/**/*.ts", "src/extension/**/*.ts"],
    plugins: { n: node },
    rules: {
      "n/no-unsupported-features/es-builtins": ["error", { version: ">=20.0.0" }],
      "n/no-unsupported-features/node-builtins": ["error", { version: ">=20.0.0" }],
    },
  },
  {
    files: ["src/extension/**/*.ts"],
    rules: {
      ...walls(noLanguageClient, bridgeThroughDoor, noWebview),
      "no-console": "error",
    },
  },
  {
    files: ["src/extension/languageClient.ts"],
    rules: walls(bridgeThroughDoor, noWebview),
  },
  {
    files: ["webview/**/*.ts"],
    rules: walls(
      noVscode,
      noLanguageClient,
      noNode,
      protocolTypesOnly,
      noHostFromWebview,
      controlsDoor,
    ),
  },
  {
    files: ["webview/controls.ts"],
    rules: walls(noVscode, noLanguageClient, noNode, protocolTypesOnly, noHostFromWebview),
  },
  {
    files: ["test/**", "bench/**"],
    rules: {
      // A suite is one long function by nature.
      "max-lines": "off",
      "max-lines-per-function": "off",
    },
  },
  {
    // tsc knows the globals of each folder.
    files: ["**/*.mjs"],
    rules: { "no-undef": "off" },
  },
  {
    // The tools load these by their default export.
    files: ["*.config.mjs"],
    rules: { "no-restricted-syntax": ["error", hashPrivate] },
  },
);
