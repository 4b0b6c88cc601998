/** Names that both languages and Python can have, so that a result can be bound to them. */
import { Unreadable } from "./reading.js";

const pythonWords = new Set(
  [
    "False None True and as assert async await break class continue def del elif else except",
    "finally for from global if import in is lambda nonlocal not or pass raise return try while",
    "with yield __debug__",
  ].flatMap((line) => line.split(" ")),
);

/** Whether Python reads the word as a name, and as the very same one. */
function isPythonName(name: string): boolean {
  const isWord = /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name);
  return isWord && name === name.normalize("NFKC") && !pythonWords.has(name);
}

/** Throws `Unreadable`. */
export function bindable(name: string): string {
  if (isPythonName(name)) return name;
  throw new Unreadable({ kind: "target", source: name });
}
