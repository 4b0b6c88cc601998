/**
 * Finds the Python package that comes with the library, and a place for its bytecode.
 */

import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageName = "snakebridge_adapter";

/** The `python` folder above this file: the same from the sources, the built library and the extension. */
export function findAdapterFolder(): string {
  let folder = ownFolder();
  for (;;) {
    const candidate = join(folder, "python");
    if (existsSync(join(candidate, packageName))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No python/${packageName} above ${ownFolder()}`);
    folder = parent;
  }
}

function ownFolder(): string {
  // A CommonJS bundle has __dirname, an ES module has import.meta.
  return typeof __dirname === "string" ? __dirname : dirname(fileURLToPath(import.meta.url));
}

/**
 * Where bytecode goes when it cannot go beside the sources: compiling them at every start costs more than
 * Python's own start-up. Undefined when the package's folder is writable.
 */
export function bytecodePrefix(adapterFolder: string): string | undefined {
  try {
    accessSync(join(adapterFolder, packageName), constants.W_OK);
    return undefined;
  } catch {
    // Read-only, as installed extensions may be. In the user's own cache, where nobody else can plant code.
    const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
    return join(cache, "snakebridge", "bytecode");
  }
}
