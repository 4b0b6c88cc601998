/** The commands around refs, sessions and the worker, each with what it is given and without. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import type { RefInfo } from "../../src/protocol/sessions.js";
import {
  bridge,
  closeEditors,
  openSample,
  openText,
  refNamed,
  refsOf,
  runOn,
  sessionOf,
  whenBusy,
} from "./support.js";

const assignment = 'pattern = re.compile(r"\\d+")';

suite("commands on a ref", () => {
  let editor: vscode.TextEditor;
  let ref: RefInfo;

  setup(async () => {
    editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    ref = await refNamed(editor, "pattern");
  });

  teardown(closeEditors);

  test("Extend gives it an hour more", async () => {
    await runOnRef("snakebridge.extendRef");
    const { remainingSeconds } = await refNamed(editor, "pattern");
    assert.ok(Number(remainingSeconds) > 7_100, String(remainingSeconds));
  });

  test("Keep pins it and Stop Keeping lets it expire again", async () => {
    await runOnRef("snakebridge.keepRef");
    assert.equal((await refNamed(editor, "pattern")).pinned, true);
    await runOnRef("snakebridge.unkeepRef");
    assert.equal((await refNamed(editor, "pattern")).pinned, false);
  });

  test("Go to Where It Was Made selects its statement", async () => {
    await openText("elsewhere = 1\n");
    await runOnRef("snakebridge.revealOrigin");
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.getText(active.selection), assignment);
  });

  test("Copy commands put its name, its repr and its id on the clipboard", async () => {
    const expected = [
      ["snakebridge.copyName", "pattern"],
      ["snakebridge.copyRepr", "re.compile('\\\\d+')"],
      ["snakebridge.copyRefId", ref.id],
    ] as const;
    for (const [command, text] of expected) {
      await runOnRef(command);
      assert.equal(await vscode.env.clipboard.readText(), text);
    }
  });

  test("Reveal Ref and Collapse All show the inspector", async () => {
    await runOnRef("snakebridge.revealRef");
    await vscode.commands.executeCommand("snakebridge.collapseAll");
  });

  test("Search Refs finds what it is told to, and shows the ref of the hit that is chosen", async () => {
    const done = Promise.resolve(
      vscode.commands.executeCommand("snakebridge.searchRefs", { query: "PATTERN" }),
    );
    // Until there is a hit, there is nothing to accept.
    while (!(await Promise.race([done.then(() => true), acceptPick()])));
  });

  async function runOnRef(command: string): Promise<void> {
    const { sessionId, id: refId } = ref;
    await vscode.commands.executeCommand(command, { sessionId, refId });
  }
});

suite("commands on sessions", () => {
  teardown(closeEditors);

  test("Switch Session lets a document share another's session until both have closed", async () => {
    const first = await openSample("patterns.py");
    await runOn(first, assignment, "snakebridge.call");
    const session = await sessionOf(first);
    const second = await openText("pattern.match('1')\n");
    await vscode.commands.executeCommand("snakebridge.switchSession", { sessionId: session });
    await runOn(second, "pattern.match('1')", "snakebridge.method");
    assert.equal(await sessionOf(second), session);
    assert.equal((await refsOf(second)).length, 2);
  });

  test("New Session that is turned away from changes nothing", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    const before = await sessionOf(editor);
    await turnAway("snakebridge.newSession");
    assert.equal(await sessionOf(editor), before);
  });
});

suite("commands on the worker", () => {
  teardown(closeEditors);

  test("Interrupt ends what runs and keeps the refs", async () => {
    const editor = await openText("import re, time\np = re.compile('a')\ntime.sleep(60)\n");
    await runOn(editor, "p = re.compile('a')", "snakebridge.call");
    const busy = whenBusy(await bridge());
    const running = runOn(editor, "time.sleep(60)", "snakebridge.call");
    await busy;
    await vscode.commands.executeCommand("snakebridge.interrupt");
    await running;
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("Interrupt with nothing running changes nothing", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, assignment, "snakebridge.call");
    await vscode.commands.executeCommand("snakebridge.interrupt");
    assert.equal((await refsOf(editor)).length, 1);
  });
});

suite("commands that show something", () => {
  teardown(closeEditors);

  for (const command of ["snakebridge.showLog", "snakebridge.showOutput"]) {
    test(`${command} opens its channel`, async () => {
      await vscode.commands.executeCommand(command);
    });
  }

  test("Open Settings shows ours", async () => {
    await vscode.commands.executeCommand("snakebridge.openSettings");
  });

  test("Clear Inline Results works with and without an editor", async () => {
    await vscode.commands.executeCommand("snakebridge.clearResults");
    await openSample("patterns.py");
    await vscode.commands.executeCommand("snakebridge.clearResults");
  });

  for (const command of ["snakebridge.showMenu", "snakebridge.selectInterpreter"]) {
    test(`${command} can be turned away from`, async () => {
      await turnAway(command);
    });
  }
});

/** Runs a command that asks something, and presses Escape. */
async function turnAway(command: string): Promise<void> {
  const done = Promise.resolve(vscode.commands.executeCommand(command)).then(() => true);
  // The question opens in the workbench's own time; Escape before it opened would close nothing.
  while (!(await Promise.race([done, pressEscape()])));
}

async function acceptPick(): Promise<false> {
  await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  return false;
}

async function pressEscape(): Promise<false> {
  await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  return false;
}
