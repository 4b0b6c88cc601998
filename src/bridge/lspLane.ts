/**
 * The LSP side of a shared pipe as the `MessageReader` and `MessageWriter` of vscode-jsonrpc. Holds no bytes:
 * framing happens below.
 */

import type { DataCallback, Message } from "vscode-jsonrpc";

import type { LspReader, LspWriter } from "./connection.js";
import type { Disposable } from "./events.js";

type Listener<T> = (event: T) => unknown;

/** An event of vscode-jsonrpc without its emitter, which would load the package early. */
class LaneEvent<T> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** Both ends of the lane. */
export class LspLane {
  readonly reader: LspReader;
  readonly writer: LspWriter;
  readonly #close = new LaneEvent<void>();
  #callback: DataCallback | undefined;
  /** Messages that came before anyone listened. */
  #early: Message[] = [];

  constructor(send: (message: object) => void) {
    const readError = new LaneEvent<Error>();
    const partial = new LaneEvent<never>();
    const writeError = new LaneEvent<[Error, Message | undefined, number | undefined]>();
    this.reader = {
      onError: readError.event,
      onClose: this.#close.event,
      onPartialMessage: partial.event,
      listen: (callback) => this.#listen(callback),
      dispose: () => (this.#callback = undefined),
    };
    this.writer = {
      onError: writeError.event,
      onClose: this.#close.event,
      write: (message) => {
        send(message);
        return Promise.resolve();
      },
      end: () => undefined,
      dispose: () => undefined,
    };
  }

  /** Delivers a JSON-RPC message that came from the worker. */
  receive(message: Readonly<Record<string, unknown>>): void {
    // SAFETY: the caller has seen `jsonrpc: "2.0"`, which is all that Message promises.
    const jsonRpc = message as unknown as Message;
    if (this.#callback) this.#callback(jsonRpc);
    else this.#early.push(jsonRpc);
  }

  /** The worker is gone. */
  close(): void {
    this.#close.fire();
  }

  #listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    const early = this.#early;
    this.#early = [];
    for (const message of early) callback(message);
    return { dispose: () => (this.#callback = undefined) };
  }
}
