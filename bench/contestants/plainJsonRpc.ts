/**
 * The plain way: vscode-jsonrpc as it comes, and a Python loop with a reader thread.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

import { createMessageConnection } from "vscode-jsonrpc/node";
import type { MessageConnection } from "vscode-jsonrpc/node";

const program = fileURLToPath(new URL("../python/threaded_loop.py", import.meta.url));

/** Requests as `threaded_loop.py` knows them. */
export class PlainJsonRpc {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #connection: MessageConnection;

  constructor(python: string) {
    this.#process = spawn(python, [program], { stdio: ["pipe", "pipe", "inherit"] });
    this.#connection = createMessageConnection(this.#process.stdout, this.#process.stdin);
    this.#connection.listen();
  }

  request(method: string, params: object): Promise<unknown> {
    return this.#connection.sendRequest(method, params);
  }

  call(module: string, fn: string, args: readonly unknown[]): Promise<unknown> {
    return this.request("call", { module, function: fn, args });
  }

  end(): Promise<void> {
    this.#connection.dispose();
    this.#process.stdin.end();
    return new Promise((resolve) => this.#process.once("exit", () => resolve()));
  }
}
