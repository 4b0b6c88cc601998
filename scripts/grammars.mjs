/**
 * The grammars that the extension reads other languages with, WebAssembly made by those who keep them: packed
 * into `dist/grammars`, where they are a tenth of their size.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const require = createRequire(import.meta.url);
const compress = promisify(brotliCompress);

/** The files by the names that `src/selection` asks for. */
const files = {
  runtime: require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
  elixir: require.resolve("tree-sitter-elixir/tree-sitter-elixir.wasm"),
  typescript: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm"),
  tsx: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm"),
};

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
  await mkdir(folder, { recursive: true });
  const writes = Object.entries(files).map(async ([name, file]) => {
    const packed = await compress(await readFile(file), { params });
    await writeFile(join(folder, `${name}.wasm.br`), packed);
  });
  await Promise.all(writes);
}
