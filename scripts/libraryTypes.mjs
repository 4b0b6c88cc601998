/**
 * Lays out the library's types beside its bundle, as one declaration file: what the door exports and
 * what that needs. Fails when a type names a module that users of the library need not have, such as
 * a package that is bundled.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { generateDtsBundle } from "dts-bundle-generator";
import ts from "typescript";

const bridge = resolve(import.meta.dirname, "../src/bridge");

/** @param {string} library the folder of the library's bundle */
export async function writeLibraryTypes(library) {
  const [types = ""] = generateDtsBundle(
    [{ filePath: join(bridge, "index.ts"), output: { noBanner: true } }],
    { preferredConfigPath: join(bridge, "tsconfig.json") },
  );
  const foreign = ts
    .preProcessFile(types)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith("node:"));
  if (foreign.length > 0)
    throw new Error(`src/bridge/index.ts exports types of ${foreign.join(", ")}`);

  await mkdir(library, { recursive: true });
  await writeFile(join(library, "index.d.ts"), types);
  await writeFile(join(library, "package.json"), '{ "type": "module" }\n');
}
