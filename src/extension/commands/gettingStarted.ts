/** For those who are new: the walkthrough, and some Python to try things on. */
import * as vscode from "vscode";

const walkthrough = "snakebridge.snakebridge#start";

const firstCall = String.raw`pattern = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})")`;

const sample = `import collections
import re

${firstCall}
match = pattern.match("2026-11-22")
letters = collections.Counter("mississippi")
letters.most_common(2)
`;

/** The first call is selected: the next thing to do is one key away. */
export async function openSample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "python", content: sample });
  const start = sample.indexOf(firstCall);
  const selection = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + firstCall.length),
  );
  await vscode.window.showTextDocument(document, { selection });
}

export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough);
}
