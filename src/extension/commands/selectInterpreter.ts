/**
 * Select Interpreter: the Python extension's own picker where it is installed, since its choice counts then;
 * else the interpreters of the workspace and the PATH, or any file.
 */
import { access, constants, realpath } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";

import * as vscode from "vscode";

import type { Services } from "../services.js";
import { writePythonPath } from "../settings.js";

const isWindows = process.platform === "win32";
const environmentFolders = [".venv", "venv", "env"];
const commandNames = ["python3", "python", "py"];

interface InterpreterPick extends vscode.QuickPickItem {
  readonly path: string | undefined;
}

export async function selectInterpreter({ interpreter }: Services): Promise<void> {
  if (interpreter.isChosenElsewhere) {
    await vscode.commands.executeCommand("python.setInterpreter");
    return;
  }
  const title = vscode.l10n.t("Select Python Interpreter");
  const picked = await vscode.window.showQuickPick(await interpreterPicks(), { title });
  if (!picked) return;
  const path = picked.path ?? (await browse(title));
  if (path !== undefined) await writePythonPath(path);
}

async function interpreterPicks(): Promise<readonly InterpreterPick[]> {
  const paths = await findInterpreters();
  return [
    {
      label: vscode.l10n.t("$(search) First of python3, python and py"),
      description: vscode.l10n.t("on the PATH"),
      path: "",
    },
    ...paths.map((path) => ({ label: path, path })),
    { label: vscode.l10n.t("$(folder-opened) Browse…"), path: undefined },
  ];
}

/** Files that are there and may be run; nothing is run to find out. */
async function findInterpreters(): Promise<readonly string[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const binary = isWindows ? join("Scripts", "python.exe") : join("bin", "python");
  const local = folders.flatMap((folder) =>
    environmentFolders.map((name) => join(folder, name, binary)),
  );
  const searched = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const global = commandNames.flatMap((name) =>
    searched.map((folder) => join(folder, isWindows ? `${name}.exe` : name)),
  );
  const paths = new Map<string, string>();
  for (const path of [...local, ...global]) {
    const folder = await realFolder(path);
    if (folder !== undefined) paths.set(join(folder, basename(path)), path);
  }
  return [...paths.values()];
}

/** Where an executable really lies: `/bin` is often another name of `/usr/bin`. */
async function realFolder(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return await realpath(dirname(path));
  } catch {
    // Not there, or not ours to run: no choice either way.
    return undefined;
  }
}

async function browse(title: string): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, canSelectMany: false })) ?? [];
  return file?.fsPath;
}
