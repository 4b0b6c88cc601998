/** From text in the editor to live refs, and back to nothing. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import {
  bridge,
  closeEditors,
  nextEvent,
  openSample,
  openText,
  refNamed,
  refsOf,
  runOn,
  sessionOf,
} from "./support.js";

suite("running text", () => {
  teardown(closeEditors);

  test("Call binds its result to the assigned name in the document's session", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    const ref = await refNamed(editor, "pattern");
    assert.equal(ref.qualifiedType, "re.Pattern");
    assert.equal(ref.origin?.expression, 'pattern = re.compile(r"\\d+")');
    assert.equal(ref.origin.uri, editor.document.uri.toString());
  });

  test("Call without a selection runs the smallest call at the caret", async () => {
    const editor = await openText('import re\nmade = re.compile("a")\n');
    const caret = new vscode.Position(1, 12);
    editor.selection = new vscode.Selection(caret, caret);
    await vscode.commands.executeCommand("snakebridge.call");
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("Method calls a method of a bound name", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    await runOn(editor, 'pattern.match("123abc")', "snakebridge.method");
    const types = (await refsOf(editor)).map(({ qualifiedType }) => qualifiedType);
    assert.deepEqual(types, ["re.Pattern", "re.Match"]);
  });

  test("Get Attribute reads an attribute of a bound name", async () => {
    const editor = await openText("import re\nm = re.compile('a').match('a')\np = m.re\n");
    await runOn(editor, "m = re.compile('a').match('a')", "snakebridge.call");
    await runOn(editor, "p = m.re", "snakebridge.getAttribute");
    assert.equal((await refNamed(editor, "p")).qualifiedType, "re.Pattern");
  });

  test("a chain leaves only its last result behind", async () => {
    const editor = await openText("import re\nm = re.compile('a').match('a')\n");
    await runOn(editor, "m = re.compile('a').match('a')", "snakebridge.call");
    const types = (await refsOf(editor)).map(({ qualifiedType }) => qualifiedType);
    assert.deepEqual(types, ["re.Match"]);
  });

  test("Run Selection runs statements, and their names can be called", async () => {
    const editor = await openText("class A:\n    def f(self):\n        return self\na = A()\n");
    await runOn(
      editor,
      "class A:\n    def f(self):\n        return self",
      "snakebridge.runSelection",
    );
    await runOn(editor, "a = A()", "snakebridge.runSelection");
    assert.equal((await refNamed(editor, "a")).typeName, "A");
  });

  test("a value makes no ref", async () => {
    const editor = await openText("import math\nmath.sqrt(16)\n");
    await runOn(editor, "math.sqrt(16)", "snakebridge.call");
    assert.deepEqual(await refsOf(editor), []);
  });

  test("an iterator stays in Python as a stream that other extensions can iterate", async () => {
    const editor = await openText("import itertools\nn = itertools.count(1)\n");
    await runOn(editor, "n = itertools.count(1)", "snakebridge.call");
    assert.equal((await refNamed(editor, "n")).streamType, "iterator");
    const stream = await (await bridge()).run("n", { session: await sessionOf(editor) });
    assert.ok((await bridge()).isStreamRef(stream));
    assert.deepEqual(await stream.next(), { value: 1, done: false });
  });

  test("a wrong call leaves no ref and keeps Python", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'broken = re.compile("(")', "snakebridge.call");
    assert.deepEqual(await refsOf(editor), []);
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    assert.equal((await refsOf(editor)).length, 1);
  });

  test("a module beside the file is found", async () => {
    const editor = await openSample("looking.py");
    await runOn(editor, "watchful = Watchful()", "snakebridge.call");
    assert.equal((await refNamed(editor, "watchful")).qualifiedType, "watchful.Watchful");
  });

  test("Release Ref frees the ref it is given", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    const { sessionId, id: refId } = await refNamed(editor, "pattern");
    await vscode.commands.executeCommand("snakebridge.releaseRef", { sessionId, refId });
    assert.deepEqual(await refsOf(editor), []);
  });

  test("Release Session frees the active editor's session", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    const session = await sessionOf(editor);
    await vscode.commands.executeCommand("snakebridge.releaseSession");
    assert.deepEqual(await (await bridge()).refs(session), []);
  });

  test("closing the document releases its session", async () => {
    const editor = await openSample("patterns.py");
    await runOn(editor, 'pattern = re.compile(r"\\d+")', "snakebridge.call");
    const session = await sessionOf(editor);
    const { onDidChangeRefs } = await bridge();
    const ended = nextEvent(
      onDidChangeRefs,
      (change) => change.sessionId === session && change.session === null,
    );
    await closeEditors();
    await ended;
  });

  test("a document whose language changes keeps its session", async () => {
    const editor = await openText("import re\np = re.compile('a')\n");
    await runOn(editor, "p = re.compile('a')", "snakebridge.call");
    const session = await sessionOf(editor);
    await vscode.languages.setTextDocumentLanguage(editor.document, "plaintext");
    await vscode.languages.setTextDocumentLanguage(editor.document, "python");
    assert.equal(await sessionOf(editor), session);
    assert.equal((await refsOf(editor)).length, 1);
  });
});
