/** Hover through LSP, and the promise that looking runs no user code. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import { bridge, closeEditors, openSample, refNamed, runOn, sessionOf } from "./support.js";

suite("looking", () => {
  teardown(closeEditors);

  test("hover on a bound name shows its type and attributes", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    const text = await hoverText(editor, "pattern");
    for (const expected of ["re.Pattern", "flags", "groups"]) {
      assert.ok(text.includes(expected), `${expected} is missing in ${text}`);
    }
  });

  test("hover says nothing where no session is", async () => {
    const editor = await openSample("patterns.py");
    assert.equal(await hoverText(editor, "pattern"), "");
  });

  test("expanding and hovering run no user code", async () => {
    const editor = await openSample("looking.py");
    await runOn(editor, "watchful = Watchful()", "snakebridge.call");
    const { id: ref, sessionId: session } = await refNamed(editor, "watchful");
    const { inspection } = await bridge();
    for (const part of ["attributes", "inherited", "functions", "special"] as const) {
      await inspection.children({ session, ref, part });
    }
    await inspection.describe({ session, ref });
    assert.ok((await hoverText(editor, "watchful = ", 0)).includes("Watchful"));
    const looks = await (
      await bridge()
    ).call("watchful", "count_looks", [], {
      session: await sessionOf(editor),
    });
    assert.equal(looks, 0);
  });
});

async function hoverText(editor: vscode.TextEditor, word: string, shift = 1): Promise<string> {
  const { document } = editor;
  const position = document.positionAt(document.getText().lastIndexOf(word) + shift);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  const texts = contents.filter((part) => part instanceof vscode.MarkdownString);
  // Markdown's escapes are not what a person reads.
  return texts.map(({ value }) => value.replaceAll("\\", "")).join("\n");
}
