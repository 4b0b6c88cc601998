/**
 * The port through which someone else speaks LSP with a worker: a `LanguageClient` in the editor, a plain
 * vscode-jsonrpc connection elsewhere. The bridge's own `snakebridge/*` traffic shares the pipe but never
 * shows up here.
 */

import type { HandshakeOptions } from "../protocol/worker.js";
import type { Disposable, Event } from "./events.js";

/** A JSON-RPC message. Structurally vscode-jsonrpc's, which users of the library need not have. */
export interface LspMessage {
  readonly jsonrpc: string;
}

/** Structurally the `MessageReader` of vscode-jsonrpc. */
export interface LspReader {
  readonly onError: Event<Error>;
  readonly onClose: Event<void>;
  readonly onPartialMessage: Event<{
    readonly messageToken: number;
    readonly waitingTime: number;
  }>;
  listen(callback: (message: LspMessage) => void): Disposable;
  dispose(): void;
}

/** Structurally the `MessageWriter` of vscode-jsonrpc. */
export interface LspWriter {
  readonly onError: Event<[Error, LspMessage | undefined, number | undefined]>;
  readonly onClose: Event<void>;
  write(message: LspMessage): Promise<void>;
  end(): void;
  dispose(): void;
}

/** One end of a fresh worker's pipe, for LSP messages only. Structurally the client's `MessageTransports`. */
export interface LspTransport {
  readonly workerId: string;
  readonly pool: string;
  readonly reader: LspReader;
  readonly writer: LspWriter;
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
