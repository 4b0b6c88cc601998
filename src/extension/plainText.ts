/**
 * Text that came out of programs and files, for the places where VS Code reads more than text out of words: a
 * message makes a link of `[a](command:b)`, a pick or the status bar makes an icon of `$(a)`. Pure.
 */

/** Has no width and breaks no line, but the pattern. */
const wordJoiner = "\u2060";

/** What would show as nothing, or turn the words around it. */
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;

/** Shows as it is, on one line, and does nothing. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(unseen, "\ufffd")
    .replaceAll(/\](?=\()|\$(?=\()/g, `$&${wordJoiner}`);
}
