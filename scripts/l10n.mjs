/**
 * `npm run l10n`: collects every phrase that the extension says through `vscode.l10n.t` into
 * l10n/bundle.l10n.json, which translators start from and language packs answer to. A test compares
 * the file with what this makes.
 */
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { getL10nJson } from "@vscode/l10n-dev";

const root = resolve(import.meta.dirname, "..");

export const bundlePath = join(root, "l10n", "bundle.l10n.json");

/** @returns {Promise<string>} the bundle's text, its phrases in order */
export async function collectPhrases() {
  const files = await Array.fromAsync(glob("src/extension/**/*.ts", { cwd: root }));
  const sources = files.map(async (file) => ({
    extension: ".ts",
    contents: await readFile(join(root, file), "utf8"),
  }));
  const phrases = await getL10nJson(await Promise.all(sources));
  const sorted = Object.fromEntries(
    Object.entries(phrases).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

if (import.meta.main) {
  await mkdir(dirname(bundlePath), { recursive: true });
  await writeFile(bundlePath, await collectPhrases());
}
