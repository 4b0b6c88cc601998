/**
 * Runs Ruff (its WebAssembly build, so npm is all it takes) over the Python of the repository:
 * `node scripts/ruff.mjs` reports, `--fix` repairs imports and formats; files or folders named
 * on the command line are all that is looked at then. Settings come from
 * python/pyproject.toml, read as Ruff reads it; what is missing here is only Ruff's own file walk.
 */
import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";

import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { parse } from "smol-toml";

/**
 * @typedef {import("@astral-sh/ruff-wasm-nodejs").Diagnostic} Diagnostic
 * @typedef {{ lint: { "per-file-ignores": Record<string, string[]> } }} Settings as far as used here
 * @typedef {{ check: (source: string) => Diagnostic[], format: (source: string) => string }} Ruff
 */

const root = resolve(import.meta.dirname, "..");
const home = resolve(root, "python");
const folders = ["python", "test/python", "bench", "scripts"];
const isFixing = process.argv.includes("--fix");
const wanted = process.argv.slice(2).filter((argument) => argument !== "--fix");

const project = parse(await readFile(resolve(home, "pyproject.toml"), "utf8"));
const { ruff: settings } = /** @type {{ ruff: Settings }} */ (project["tool"]);
const { "per-file-ignores": perFileIgnores, ...lint } = settings.lint;
/** @type {Ruff} */
const ruff = new Workspace({ ...settings, lint }, PositionEncoding.Utf32);

/**
 * @param {string} path
 * @param {string} source
 */
function findings(path, source) {
  const ignored = Object.entries(perFileIgnores)
    .filter(([pattern]) => relative(home, path).startsWith(pattern.replace(/\*+$/, "")))
    .flatMap(([, codes]) => codes);
  return ruff
    .check(source)
    .filter(({ code }) => !ignored.some((prefix) => code?.startsWith(prefix)));
}

/** @param {string} source */
function isValid(source) {
  return ruff
    .check(source)
    .every((/** @type {Diagnostic} */ { code }) => code !== "invalid-syntax");
}

/**
 * Applies the first fix until none is left: each may move what the others point at.
 * @param {string} path
 * @param {string} source
 */
function repair(path, source) {
  for (;;) {
    const edits = findings(path, source).find(({ fix }) => fix)?.fix?.edits;
    if (!edits) return isValid(source) ? ruff.format(source) : source;
    for (const { content, location, end_location: end } of edits.toReversed()) {
      const [from, to] = [offsetOf(source, location), offsetOf(source, end)];
      source = source.slice(0, from) + (content ?? "") + source.slice(to);
    }
  }
}

/**
 * @param {string} source
 * @param {{ row: number, column: number }} place rows and columns count from 1, columns in code points
 */
function offsetOf(source, { row, column }) {
  const lines = source.split("\n");
  const before = lines.slice(0, row - 1).reduce((length, line) => length + line.length + 1, 0);
  return (
    before +
    Array.from(lines[row - 1] ?? "")
      .slice(0, column - 1)
      .join("").length
  );
}

const names = folders
  .filter((folder) => existsSync(resolve(root, folder)))
  .flatMap((folder) =>
    readdirSync(resolve(root, folder), { encoding: "utf8", recursive: true })
      .filter((name) => name.endsWith(".py"))
      .map((name) => join(folder, name)),
  )
  .filter((name) => wanted.length === 0 || wanted.some((path) => name.startsWith(path)));

let failures = 0;
for (const name of names) {
  const path = resolve(root, name);
  let source = await readFile(path, "utf8");
  if (isFixing) {
    const repaired = repair(path, source);
    if (repaired !== source) await writeFile(path, repaired);
    source = repaired;
  }
  const found = findings(path, source);
  for (const { code, message, start_location: at } of found) {
    console.error(`${name}:${at.row}:${at.column} ${code ?? "error"} ${message}`);
  }
  const isFormatted = !isValid(source) || ruff.format(source) === source;
  if (!isFormatted) console.error(`${name}: not formatted (npm run fix)`);
  failures += found.length + (isFormatted ? 0 : 1);
}
process.exitCode = failures === 0 ? 0 : 1;
