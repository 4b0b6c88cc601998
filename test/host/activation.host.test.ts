/** The extension comes to life quickly, whole, and without Python. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { bridge, ownExtension } from "./support.js";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { default: unknown }>> };
  };
}

suite("activation", () => {
  test("starts no Python", async () => {
    await ownExtension().activate();
    assert.deepEqual((await bridge()).workers, []);
  });

  test("registers every command of the manifest", async () => {
    const { contributes } = manifest();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  test("offers every setting with its default", () => {
    const { properties } = manifest().contributes.configuration;
    for (const [id, { default: expected }] of Object.entries(properties)) {
      assert.deepEqual(vscode.workspace.getConfiguration().get(id), expected, id);
    }
  });

  test("registers the view", async () => {
    await vscode.commands.executeCommand("snakebridge.refs.focus");
  });
});

function manifest(): Manifest {
  // SAFETY: the manifest of this very repository, held to its shape by the architecture tests.
  return ownExtension().packageJSON as Manifest;
}
