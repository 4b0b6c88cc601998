/**
 * Leaves out of the icon font and its style sheet what the pages do not use: of six hundred icons they show a few
 * dozen. An icon is used when its name stands anywhere in the pages' sources.
 */
import { glob, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import subsetFont from "subset-font";

const webview = resolve(import.meta.dirname, "../webview");

/** A rule of the style sheet that gives an icon's name its letter in the font. */
const iconRule = /^\.codicon-([a-z0-9-]+):before \{ content: "\\([0-9a-f]+)" \}$/gm;

/** @type {import("esbuild").Plugin} */
export const usedCodicons = {
  name: "used codicons",
  setup(bundle) {
    const used = usedWords();
    bundle.onLoad({ filter: /[\\/]codicon\.css$/ }, async ({ path }) => {
      const words = await used;
      const sheet = await readFile(path, "utf8");
      const contents = sheet.replaceAll(iconRule, (rule, /** @type {string} */ name) =>
        words.has(name) ? rule : "",
      );
      return { contents, loader: "css" };
    });
    bundle.onLoad({ filter: /[\\/]codicon\.ttf$/ }, async ({ path }) => {
      const words = await used;
      const sheet = await readFile(path.replace(/\.ttf$/, ".css"), "utf8");
      const letters = Array.from(sheet.matchAll(iconRule))
        .filter(([, name = ""]) => words.has(name))
        .map(([, , code = ""]) => String.fromCodePoint(Number.parseInt(code, 16)));
      const font = await readFile(path);
      const contents = await subsetFont(font, letters.join(""), { targetFormat: "truetype" });
      return { contents, loader: "file" };
    });
  },
};

/** Every word of the pages' sources that could be an icon's name. */
async function usedWords() {
  /** @type {Set<string>} */
  const words = new Set();
  for await (const file of glob("**/*.ts", { cwd: webview })) {
    const source = await readFile(join(webview, file), "utf8");
    for (const [word] of source.matchAll(/[a-z0-9]+(-[a-z0-9]+)*/g)) {
      words.add(word.replace(/^codicon-/, ""));
    }
  }
  return words;
}
