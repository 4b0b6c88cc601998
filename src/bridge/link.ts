/**
 * One worker's pipe, shared by two lanes: the bridge's own `snakebridge/*` traffic, answered straight to its
 * responders, and everything else (LSP), handed to whoever speaks it. Unknown and malformed messages are
 * logged and dropped.
 */

import type { Readable, Writable } from "node:stream";

import type { ClientMethod, WorkerEvents, WorkerRequests } from "../protocol/methods.js";
import type { Channel, ErrorAnswer, RequestId, Responder } from "./channel.js";
import { ProtocolError, SerializationError } from "./errors.js";
import type { Disposable } from "./events.js";
import { FrameReader } from "./frameReader.js";
import { FrameWriter } from "./frameWriter.js";
import { isRecord } from "./guards.js";
import { toHostError } from "./hostError.js";
import type { Logger } from "./logger.js";
import { LspLane } from "./lspLane.js";

/** What a {@link WorkerLink} is built on. */
export interface LinkOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly logger: Logger;
  /** Told when the first answer is awaited, and when none is any more. */
  readonly onAwaiting: (awaiting: boolean) => void;
}

type Message = Readonly<Record<string, unknown>>;
type RequestHandler = (params: unknown) => Promise<unknown>;

const jsonRpcInternalError = -32603;
const jsonRpcMethodNotFound = -32601;
const ownPrefix = "snakebridge/";

/** See the module's comment. */
export class WorkerLink implements Channel {
  readonly lsp: LspLane;
  readonly #writer: FrameWriter;
  readonly #logger: Logger;
  readonly #onAwaiting: (awaiting: boolean) => void;
  readonly #responders = new Map<RequestId, Responder>();
  readonly #listeners = new Map<string, (params: unknown) => void>();
  readonly #handlers = new Map<string, RequestHandler>();
  /** Counts down: the LSP lane counts up from 0, and both share the pipe. */
  #lastId: RequestId = 0;
  #closed: Error | undefined;

  constructor({ input, output, logger, onAwaiting }: LinkOptions) {
    this.#logger = logger;
    this.#onAwaiting = onAwaiting;
    this.#writer = new FrameWriter(output);
    this.lsp = new LspLane((message) => this.#writer.enqueue(message, false));
    const reader = new FrameReader({
      onMessage: (message) => this.#receive(message),
      onBroken: (error, head) => this.#reportBroken(error, head),
    });
    input.on("data", (chunk: Buffer) => reader.push(chunk));
    // A failing pipe is the sign of a dying worker; its exit tells what happened.
    input.on("error", (error) => logger.debug("Reading from the worker failed", error));
    output.on("error", (error) => logger.debug("Writing to the worker failed", error));
  }

  get turn(): number {
    return this.#writer.turn;
  }

  request(
    method: ClientMethod,
    params: object,
    responder: Responder,
    attachments?: readonly Uint8Array[],
  ): RequestId {
    const id = --this.#lastId;
    if (this.#closed) {
      const error = this.#closed;
      queueMicrotask(() => responder.abandon(error));
      return id;
    }
    this.#responders.set(id, responder);
    if (this.#responders.size === 1) this.#onAwaiting(true);
    const onUnwritable = (cause: unknown): void => {
      const problem = "The arguments are too large to be sent";
      this.#take(id)?.abandon(new SerializationError("", problem, { cause }));
    };
    this.#writer.enqueue({ jsonrpc: "2.0", id, method, params }, true, onUnwritable, attachments);
    return id;
  }

  cancel(id: RequestId): void {
    this.#writer.enqueue({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id } }, true);
  }

  onNotification(method: keyof WorkerEvents, listener: (params: unknown) => void): Disposable {
    this.#listeners.set(method, listener);
    return { dispose: () => void this.#listeners.delete(method) };
  }

  onRequest(method: keyof WorkerRequests, handler: RequestHandler): Disposable {
    this.#handlers.set(method, handler);
    return { dispose: () => void this.#handlers.delete(method) };
  }

  /** The responder that waits for `id`, if any. */
  responderOf(id: unknown): Responder | undefined {
    return typeof id === "number" ? this.#responders.get(id) : undefined;
  }

  /** Why no more answers come; undefined while they may. */
  get closedBy(): Error | undefined {
    return this.#closed;
  }

  /** Everything that waits for an answer, in the order sent. */
  waiting(): Iterable<Responder> {
    return this.#responders.values();
  }

  /** No answer comes any more: abandons everything that waits, now and later. */
  close(error: Error): void {
    if (this.#closed) return;
    this.#closed = error;
    const abandoned = [...this.#responders.values()];
    this.#responders.clear();
    if (abandoned.length > 0) this.#onAwaiting(false);
    for (const responder of abandoned) responder.abandon(error);
    this.lsp.close();
  }

  #take(id: RequestId): Responder | undefined {
    const responder = this.#responders.get(id);
    if (this.#responders.delete(id) && this.#responders.size === 0) this.#onAwaiting(false);
    return responder;
  }

  #receive(message: unknown): void {
    for (const member of Array.isArray(message) ? message : [message]) {
      if (isRecord(member)) this.#dispatch(member);
      else this.#logger.warn("Dropped a message that is no object");
    }
  }

  #dispatch(message: Message): void {
    const { id, method } = message;
    if (typeof id === "number" && id < 0 && method === undefined) this.#answer(id, message);
    else if (typeof method === "string" && method.startsWith(ownPrefix)) this.#own(method, message);
    else if (message["jsonrpc"] === "2.0") this.lsp.receive(message);
    else this.#logger.warn("Dropped a message that is not JSON-RPC 2.0");
  }

  #answer(id: RequestId, message: Message): void {
    const responder = this.#take(id);
    if (!responder) {
      this.#logger.trace(`Dropped an answer to unknown request ${id}`);
      return;
    }
    const { result, error } = message;
    if (result !== undefined) responder.succeed(result);
    else if (isErrorAnswer(error)) responder.fail(error);
    else responder.abandon(new ProtocolError("An answer has neither result nor error"));
  }

  #own(method: string, { id, params }: Message): void {
    if (id === undefined) {
      const listener = this.#listeners.get(method);
      if (listener) listener(params);
      else this.#logger.trace(`Dropped unknown event ${method}`);
    } else {
      void this.#serve(method, id, params);
    }
  }

  async #serve(method: string, id: unknown, params: unknown): Promise<void> {
    const handler = this.#handlers.get(method);
    if (!handler) {
      const error = { code: jsonRpcMethodNotFound, message: `Unknown request ${method}` };
      this.#writer.enqueue({ jsonrpc: "2.0", id, error }, true);
      return;
    }
    try {
      const result = await handler(params);
      this.#writer.enqueue({ jsonrpc: "2.0", id, result }, true);
    } catch (error) {
      this.#writer.enqueue({ jsonrpc: "2.0", id, error: toErrorAnswer(error) }, true);
    }
  }

  /** A broken answer still ends its request, if it can be told whose it was. */
  #reportBroken(error: ProtocolError, head: string): void {
    this.#logger.warn(error.message);
    const id = /"id"\s*:\s*(-\d+)/.exec(head)?.[1];
    if (id !== undefined) this.#take(Number(id))?.abandon(error);
  }
}

function isErrorAnswer(value: unknown): value is ErrorAnswer {
  return isRecord(value) && Number.isInteger(value["code"]) && typeof value["message"] === "string";
}

function toErrorAnswer(error: unknown): ErrorAnswer {
  const data = toHostError(error);
  return { code: jsonRpcInternalError, message: data.message, data };
}
