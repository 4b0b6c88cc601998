/**
 * Lays out the library's types beside its bundle: the declarations that its door reaches, and no
 * others. Fails when one of them names a module that a consumer does not have.
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import ts from "typescript";

/**
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function importsOf(path) {
  const text = await readFile(path, "utf8");
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
}

/**
 * Every declaration file reachable from `entry`.
 * @param {string} entry
 */
async function reachableFrom(entry) {
  const reached = new Set([entry]);
  for (const path of reached) {
    for (const specifier of await importsOf(path)) {
      if (specifier.startsWith("node:")) continue;
      if (!/^\..*\.js$/.test(specifier)) {
        throw new Error(`${path} imports "${specifier}", which users of the library do not have`);
      }
      reached.add(join(dirname(path), specifier.replace(/\.js$/, ".d.ts")));
    }
  }
  return reached;
}

/**
 * @param {{ declarations: string, library: string }} folders where tsc wrote, where the bundle is
 */
export async function writeLibraryTypes({ declarations, library }) {
  const types = join(library, "types");
  await rm(types, { recursive: true, force: true });
  for (const path of await reachableFrom(join(declarations, "bridge", "index.d.ts"))) {
    const target = join(types, relative(declarations, path));
    await mkdir(dirname(target), { recursive: true });
    await cp(path, target);
  }
  await writeFile(join(library, "index.d.ts"), 'export * from "./types/bridge/index.js";\n');
  await writeFile(join(library, "package.json"), '{ "type": "module" }\n');
}
