/**
 * python-shell: runs a script and carries lines of JSON.
 */
import { join } from "node:path";

import type { Contestant } from "../contestant.ts";
import { npmPackages, requirePeer } from "../install/npm.ts";
import { python, pythonEnvironment, pythonFolder } from "./interpreter.ts";
import { plainAbilities, plainTasks } from "./plainObjects.ts";

interface Shell {
  readonly childProcess: { readonly pid?: number };
  send(message: object): void;
  on(event: "message", listener: (message: Answer) => void): void;
  end(done: () => void): void;
}
interface Answer {
  readonly id: number;
  readonly result: unknown;
}
interface Library {
  readonly PythonShell: new (script: string, options: object) => Shell;
}

/** The most used way of running Python from Node; the protocol over it is one's own. */
export const pythonShell: Contestant = {
  id: "python-shell",
  name: "python-shell, lines of JSON",
  role: "peer",
  can: plainAbilities,
  share: { value: 0.2, drain: 0.02 },
  prepare: () => npmPackages("python-shell"),
  start: () => {
    // SAFETY: the part of python-shell's interface that is used here.
    const { PythonShell } = requirePeer("python-shell") as Library;
    const shell = new PythonShell(join(pythonFolder, "line_loop.py"), {
      mode: "json",
      pythonPath: python,
      env: pythonEnvironment(),
    });
    const waiting = new Map<number, (result: unknown) => void>();
    let lastId = 0;
    shell.on("message", ({ id, result }) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
    const carry = (method: string, params: object) =>
      new Promise((resolve) => {
        lastId += 1;
        waiting.set(lastId, resolve);
        shell.send({ id: lastId, method, params });
      });
    return Promise.resolve({
      pid: shell.childProcess.pid,
      ...plainTasks(carry),
      end: () => new Promise((resolve) => shell.end(() => resolve())),
    });
  },
};
