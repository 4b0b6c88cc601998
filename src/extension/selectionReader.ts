/** Loads the reader of Elixir and TypeScript, and its grammars, when first needed: most people never do. */
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

import * as vscode from "vscode";

import type { SelectionReader } from "../selection/selectionReader.js";

const decompress = promisify(brotliDecompress);

export function lateSelectionReader(extensionUri: vscode.Uri): () => Promise<SelectionReader> {
  let reader: Promise<SelectionReader> | undefined;
  return () => (reader ??= load(extensionUri));
}

async function load(extensionUri: vscode.Uri): Promise<SelectionReader> {
  const { SelectionReader } = await import("../selection/selectionReader.js");
  const folder = vscode.Uri.joinPath(extensionUri, "dist", "grammars");
  return new SelectionReader(async (name) => {
    const packed = await readFile(vscode.Uri.joinPath(folder, `${name}.wasm.br`).fsPath);
    return new Uint8Array(await decompress(packed));
  });
}
