/**
 * The code of a document as a program that checks itself: block after block, as a reader would run it.
 */
import { readSource } from "./sources.js";

/** An expression with its value as a comment: `await file.attr("closed"); // true, and …`. */
const withResult =
  /^( *)((?!const |let |\/\/)[^\n]+); \/\/ (null|true|false|[\d.]+|"(?:[^"\\]|\\.)*"|\[.*\]|\{.*\})(?:[,;:] .*)?$/gm;

/** All TypeScript of `document`; where a value stands beside an expression, the program calls `same` with both. */
export function codeOf(document: string): string {
  const blocks = readSource(document).matchAll(/```ts\n(.*?)```/gs);
  return Array.from(blocks, ([, block = ""]) => block)
    .join("\n")
    .replace(withResult, "$1same($2, $3);");
}
