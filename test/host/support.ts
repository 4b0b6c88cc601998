/** What the in-host tests share: the extension's API, the sample files, and waiting for events. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import type { SnakeBridge } from "../../src/bridge/index.js";
import type { SnakeBridgeApi } from "../../src/extension/api.js";
import type { RefInfo } from "../../src/protocol/sessions.js";

const extensionId = "snakebridge.snakebridge";

export function ownExtension(): vscode.Extension<SnakeBridgeApi> {
  const extension = vscode.extensions.getExtension<SnakeBridgeApi>(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  return extension;
}

export async function api(): Promise<SnakeBridgeApi> {
  return await ownExtension().activate();
}

export async function bridge(): Promise<SnakeBridge> {
  return await (await api()).bridge();
}

/** Opens a file of the sample workspace and shows it. */
export async function openSample(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the host has no workspace");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return await vscode.window.showTextDocument(document);
}

/** Opens Python text that is no file. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  return await vscode.window.showTextDocument(document);
}

/** Selects the first place of `text`. */
export function select(editor: vscode.TextEditor, text: string): void {
  const offset = editor.document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${editor.document.fileName} does not contain ${text}`);
  const { document } = editor;
  const start = document.positionAt(offset);
  editor.selection = new vscode.Selection(start, document.positionAt(offset + text.length));
}

/** Selects `text` and runs a command on it; resolves when the command is done. */
export async function runOn(
  editor: vscode.TextEditor,
  text: string,
  command: string,
): Promise<void> {
  select(editor, text);
  await vscode.commands.executeCommand(command);
}

export async function sessionOf(editor: vscode.TextEditor): Promise<string> {
  const session = (await api()).sessionOf(editor.document);
  assert.ok(session, `${editor.document.fileName} has no session`);
  return session;
}

/** The refs alive in the session of a document. */
export async function refsOf(editor: vscode.TextEditor): Promise<readonly RefInfo[]> {
  return await (await bridge()).refs(await sessionOf(editor));
}

export async function refNamed(editor: vscode.TextEditor, name: string): Promise<RefInfo> {
  const refs = await refsOf(editor);
  const ref = refs.find(({ names }) => names.includes(name));
  assert.ok(ref, `no ref is bound to ${name}`);
  return ref;
}

/** The first event for which `accept` holds. */
export function nextEvent<T>(
  event: (listener: (value: T) => void) => { dispose(): void },
  accept: (value: T) => boolean,
): Promise<T> {
  return new Promise((resolve) => {
    const listening = event((value) => {
      if (!accept(value)) return;
      listening.dispose();
      resolve(value);
    });
  });
}

/** Resolves when a worker runs something. */
export async function whenBusy({ onDidChangeWorkers }: SnakeBridge): Promise<void> {
  await nextEvent(onDidChangeWorkers, (workers) => workers.some(({ state }) => state === "busy"));
}

/** Closes every editor, without being asked to save, and waits until their sessions have ended. */
export async function closeEditors(): Promise<void> {
  const { sessionOf: find } = await api();
  const running = await bridge();
  const owned = new Set(vscode.workspace.textDocuments.map((document) => find(document)));
  const alive = (await running.sessions()).filter(({ id }) => owned.has(id));
  const ends = alive.map(({ id }) =>
    nextEvent(
      running.onDidChangeRefs,
      ({ sessionId, session }) => sessionId === id && session === null,
    ),
  );
  while (vscode.window.tabGroups.activeTabGroup.activeTab) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await Promise.all(ends);
}
