/**
 * Speaks LSP with a worker in plain Node, over vscode-jsonrpc: the handshake, the farewell, and what the
 * worker logs.
 */

import type { Connect } from "./connection.js";
import { isRecord } from "./guards.js";
import type { Logger } from "./logger.js";

/** LSP `MessageType`. */
const logLevels = ["error", "error", "warn", "info", "debug", "trace"] as const;

/** The default {@link Connect}. */
export function createJsonRpcConnect(logger: Logger): Connect {
  return async ({ reader, writer, initializationOptions }) => {
    // Loaded while Python starts, which takes longer.
    const { createMessageConnection } = await import("vscode-jsonrpc/node");
    const connection = createMessageConnection(reader, writer);
    connection.onNotification("window/logMessage", (params: unknown) => log(logger, params));
    connection.onUnhandledNotification(({ method }) => logger.trace(`Unhandled event ${method}`));
    connection.onClose(() => connection.dispose());
    connection.listen();
    const initializeResult: unknown = await connection.sendRequest("initialize", {
      processId: process.pid,
      clientInfo: { name: "snakebridge" },
      rootUri: null,
      capabilities: {},
      initializationOptions,
    });
    await connection.sendNotification("initialized", {});
    return {
      initializeResult,
      shutdown: async () => {
        await connection.sendRequest("shutdown");
        await connection.sendNotification("exit");
      },
    };
  };
}

function log(logger: Logger, params: unknown): void {
  if (!isRecord(params) || typeof params["message"] !== "string") return;
  const type = typeof params["type"] === "number" ? params["type"] : logLevels.length;
  logger[logLevels[type] ?? "debug"](params["message"]);
}
