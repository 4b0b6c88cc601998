/** The adapter spoken to as any editor would: a process of its own, plain JSON-RPC, nothing of the bridge. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";

import type { DebianPackages } from "../install/debian.ts";
import { python, pythonEnvironment, pythonFolder } from "./interpreter.ts";
import { endProgram } from "./pythonProcess.ts";

const adapterFolder = fileURLToPath(new URL("../../python", import.meta.url));

export interface PlainClient {
  readonly connection: MessageConnection;
  readonly end: () => Promise<void>;
}

/** Started and initialized; with `packages`, its Python can import those. */
export async function startPlainClient(packages?: DebianPackages): Promise<PlainClient> {
  const folders = [pythonFolder, adapterFolder];
  const env = packages ? await packages.environment(...folders) : pythonEnvironment(...folders);
  const program = spawn(python, ["-m", "snakebridge_adapter"], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(program.stdout, program.stdin);
  connection.listen();
  await connection.sendRequest("initialize", { capabilities: {} });
  return {
    connection,
    end: async () => {
      connection.dispose();
      await endProgram(program);
    },
  };
}
