/**
 * A worker's pipe in memory: what the client wrote comes out as messages, and messages go in as the worker's.
 */
import { PassThrough, Writable } from "node:stream";

import { FrameReader } from "../../src/bridge/frameReader.js";
import { isArray } from "../../src/bridge/guards.js";
import { WorkerLink } from "../../src/bridge/link.js";
import type { Logger } from "../../src/bridge/logger.js";

/** A link whose other end is the test. */
export class MemoryPipe {
  readonly link: WorkerLink;
  /** Messages the client sent, batches taken apart. */
  readonly sent: unknown[] = [];
  readonly logged: string[] = [];
  readonly awaiting: boolean[] = [];
  readonly #input = new PassThrough();

  constructor() {
    const reader = new FrameReader({
      onMessage: (message) => this.sent.push(...(isArray(message) ? message : [message])),
      onBroken: (error) => {
        throw error;
      },
    });
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        reader.push(chunk);
        done();
      },
    });
    this.link = new WorkerLink({
      input: this.#input,
      output,
      logger: recorder(this.logged),
      onAwaiting: (awaiting) => this.awaiting.push(awaiting),
    });
  }

  /** Lets the worker say something, and waits until it was heard. */
  async say(...messages: unknown[]): Promise<void> {
    for (const message of messages) {
      const body = typeof message === "string" ? message : JSON.stringify(message);
      this.#input.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
    await turnEnd();
  }
}

/** Waits until what is due now has happened. */
export function turnEnd(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function recorder(lines: string[]): Logger {
  const log = (message: string) => void lines.push(message);
  return { trace: log, debug: log, info: log, warn: log, error: log };
}
