/**
 * The plain way: vscode-jsonrpc as it comes, and a Python loop with a reader thread.
 */
import { createMessageConnection } from "vscode-jsonrpc/node";

import type { Contestant } from "../contestant.ts";
import { plainAbilities, plainTasks } from "./plainObjects.ts";
import { endProgram, startProgram } from "./pythonProcess.ts";

/** What a language server's tool box gives without further work. */
export const stockJsonRpc: Contestant = {
  id: "stock",
  name: "stock vscode-jsonrpc, threaded Python loop",
  role: "yardstick",
  can: [...plainAbilities, "hold"],
  share: { value: 0.5, drain: 0.02, hold: 0.2 },
  start: () => {
    const program = startProgram("threaded_loop.py");
    const connection = createMessageConnection(program.stdout, program.stdin);
    connection.listen();
    return Promise.resolve({
      pid: program.pid,
      ...plainTasks((method, params) => connection.sendRequest(method, params)),
      end: () => {
        connection.dispose();
        return endProgram(program);
      },
    });
  },
};
