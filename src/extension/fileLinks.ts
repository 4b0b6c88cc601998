/** Links from tracebacks into files. Where a file lies is told by the program: only this machine is linked to. */
import { isAbsolute } from "node:path";

import * as vscode from "vscode";

/** Where a line of a file opens; `undefined` for what is no file of this machine: `<string>`, another host. */
export function fileLink(file: string, line: number): vscode.Uri | undefined {
  if (!isAbsolute(file) || /^[\\/]{2}/.test(file)) return undefined;
  return vscode.Uri.file(file).with({ fragment: `L${line}` });
}

/** A Markdown link to it that shows `text` as it is. */
export function fileLinkMarkdown(text: string, target: vscode.Uri): string {
  const shown = text.replaceAll(/\s+/g, " ").replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
  return `[${shown}](${target.toString()})`;
}
