/**
 * Lays out types as one declaration file each: the library's beside its bundle, and those of what the
 * extension gives to other extensions. Each holds what its door exports and what that needs. Fails when
 * a type names a module that its users need not have, such as a package that is bundled.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { generateDtsBundle } from "dts-bundle-generator";
import ts from "typescript";

const sources = resolve(import.meta.dirname, "../src");

const doors =
  /** @satisfies {Record<string, { readonly file: string, given: readonly string[] }>} */ ({
    library: { file: "bridge/index.ts", given: [] },
    api: { file: "extension/api.ts", given: ["vscode"] },
  });

/**
 * Of both at once, since finding out about types takes long.
 * @param {string} dist the folder of all bundles
 */
export async function writeTypes(dist) {
  const [library = "", api = ""] = generateDtsBundle(
    Object.values(doors).map(({ file }) => ({
      filePath: join(sources, file),
      output: { noBanner: true },
    })),
    { preferredConfigPath: join(sources, "extension", "tsconfig.json") },
  );
  refuseForeign(library, doors.library);
  refuseForeign(api, doors.api);
  await mkdir(join(dist, "bridge"), { recursive: true });
  await writeFile(join(dist, "bridge", "index.d.ts"), library);
  await writeFile(join(dist, "bridge", "package.json"), '{ "type": "module" }\n');
  await writeFile(join(dist, "api.d.ts"), api);
}

/**
 * @param {string} types
 * @param {{ readonly file: string, readonly given: readonly string[] }} door
 */
function refuseForeign(types, { file, given }) {
  const foreign = ts
    .preProcessFile(types)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith("node:") && !given.includes(name));
  if (foreign.length > 0) throw new Error(`src/${file} exports types of ${foreign.join(", ")}`);
}
