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

/** In which file a module is, and after how many others: as `scripts/grammars.mjs` packs them. */
const places = {
  runtime: { pack: "runtime", after: 0 },
  elixir: { pack: "elixir", after: 0 },
  typescript: { pack: "typescript", after: 0 },
  tsx: { pack: "typescript", after: 1 },
} as const;

const lengthBytes = 4;

async function load(extensionUri: vscode.Uri): Promise<SelectionReader> {
  const { SelectionReader } = await import("../selection/selectionReader.js");
  const folder = vscode.Uri.joinPath(extensionUri, "dist", "grammars");
  return new SelectionReader(async (name) => {
    const { pack, after } = places[name];
    const packed = await readFile(vscode.Uri.joinPath(folder, `${pack}.br`).fsPath);
    return moduleAfter(await decompress(packed), after);
  });
}

function moduleAfter(modules: Buffer, others: number): Uint8Array {
  let start = 0;
  for (let passed = 0; passed < others; passed++)
    start += lengthBytes + modules.readUInt32LE(start);
  const end = start + lengthBytes + modules.readUInt32LE(start);
  return new Uint8Array(modules.subarray(start + lengthBytes, end));
}
