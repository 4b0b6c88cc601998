/**
 * The grammars that the extension reads other languages with, WebAssembly made by those who keep them: packed
 * into `dist/grammars`, where they are a tenth of their size.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const require = createRequire(import.meta.url);
const compress = promisify(brotliCompress);

/** The modules by the names that `src/selection` asks for. */
const files = /** @type {const} */ ({
  runtime: require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
  elixir: require.resolve("tree-sitter-elixir/tree-sitter-elixir.wasm"),
  typescript: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm"),
  tsx: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm"),
});

/**
 * What is packed into one file, one after another: what is alike shrinks together.
 * @satisfies {Record<string, readonly (keyof typeof files)[]>}
 */
const packs = /** @type {const} */ ({
  runtime: ["runtime"],
  elixir: ["elixir"],
  typescript: ["typescript", "tsx"],
});

/** @param {keyof typeof files} name */
export async function readGrammar(name) {
  return new Uint8Array(await readFile(files[name]));
}

/**
 * The best quality takes seconds: for packages only.
 *
 * @param {string} folder
 * @param {{ isSmallest: boolean }} options
 */
export async function writeGrammars(folder, { isSmallest }) {
  const quality = isSmallest ? constants.BROTLI_MAX_QUALITY : 5;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const writes = Object.entries(packs).map(async ([pack, names]) => {
    const modules = await Promise.all(names.map((name) => readFile(files[name])));
    const packed = await compress(Buffer.concat(modules.flatMap(withLength)), { params });
    await writeFile(join(folder, `${pack}.br`), packed);
  });
  await Promise.all(writes);
}

/**
 * A module, behind its length in four bytes: how `src/extension/selectionReader.ts` takes them apart.
 *
 * @param {Buffer} module
 */
function withLength(module) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(module.length);
  return [length, module];
}
