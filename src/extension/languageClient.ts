/**
 * Speaks LSP with each worker through vscode-languageclient, so that hover and every later language feature
 * is plain LSP. The process, its restarts and the `snakebridge/*` requests are the bridge's business: here a
 * closed connection is only noted, never a pop-up and never a restart.
 */
import type * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

import type { LspConnection, LspTransport } from "../bridge/index.js";
import { linkableCommands } from "./linkableCommands.js";

export interface LanguageClientPorts {
  readonly log: vscode.LogOutputChannel;
  /** Whether a document's names can mean live objects of this worker; others are not asked about. */
  readonly serves: (workerId: string, document: vscode.TextDocument) => boolean;
}

/** Its own pop-ups would stand beside ours and offer nothing to do: failures go to the log only. */
class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export async function connectLanguageClient(
  transport: LspTransport,
  ports: LanguageClientPorts,
): Promise<LspConnection> {
  const { workerId, reader, writer } = transport;
  const client = new QuietLanguageClient(
    "snakebridge",
    `SnakeBridge ${workerId}`,
    () => Promise.resolve({ reader, writer }),
    clientOptions(transport, ports),
  );
  await client.start();
  return {
    initializeResult: client.initializeResult,
    shutdown: () => client.dispose(),
  };
}

function clientOptions(
  { initializationOptions, workerId }: LspTransport,
  { log, serves }: LanguageClientPorts,
): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
    ],
    initializationOptions,
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    markdown: { isTrusted: { enabledCommands: linkableCommands }, supportHtml: false },
    textSynchronization: { delayOpenNotifications: true },
    middleware: {
      provideHover: (document, position, token, next) =>
        serves(workerId, document) ? next(document, position, token) : undefined,
    },
  };
}
