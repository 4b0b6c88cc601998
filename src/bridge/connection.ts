/**
 * The port through which someone else speaks LSP with a worker: a `LanguageClient` in the editor, a plain
 * vscode-jsonrpc connection elsewhere. The bridge's own `snakebridge/*` traffic shares the pipe but never
 * shows up here.
 */

import type { MessageReader, MessageWriter } from "vscode-jsonrpc";

import type { HandshakeOptions } from "../protocol/worker.js";

/** One end of a fresh worker's pipe, for LSP messages only. Structurally the client's `MessageTransports`. */
export interface LspTransport {
  readonly workerId: string;
  readonly pool: string;
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** To be sent as `initializationOptions` of `initialize`. */
  readonly initializationOptions: { readonly snakebridge: HandshakeOptions };
}

/** A worker that has answered `initialize` and got `initialized`. */
export interface LspConnection {
  /** The answer to `initialize`, as it came. The bridge checks it. */
  readonly initializeResult: unknown;
  /** Sends `shutdown` and `exit`. May reject or hang: the bridge bounds it and then ends the process. */
  shutdown(): Promise<void>;
}

/** Performs the LSP handshake over a fresh pipe. Called once per worker process. */
export type Connect = (transport: LspTransport) => Promise<LspConnection>;
