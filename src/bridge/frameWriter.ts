/**
 * From messages to bytes: all messages of one microtask turn leave in one write, and neighbours that may be
 * gathered share a frame as a JSON-RPC batch. Messages are turned into JSON when they leave, so that their
 * sender may still complete them during its turn. Knows no meaning.
 */

import type { Writable } from "node:stream";

const maxBatchMessages = 256;
/** A batch is read as a whole: large messages travel alone. */
const maxBatchCharacters = 64 * 1024;

interface Waiting {
  readonly message: object;
  readonly mayBatch: boolean;
  readonly onUnwritable: ((error: unknown) => void) | undefined;
}

/** Writer of one byte stream; keeps the order of its messages. */
export class FrameWriter {
  readonly #stream: Writable;
  #waiting: Waiting[] = [];
  #turn = 0;
  readonly #flush = (): void => {
    this.flush();
  };

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Number of the present turn; a message enqueued in an earlier one can no longer change. */
  get turn(): number {
    return this.#turn;
  }

  /** `onUnwritable` is called instead of sending when the message cannot become JSON. */
  enqueue(message: object, mayBatch: boolean, onUnwritable?: (error: unknown) => void): void {
    if (this.#waiting.push({ message, mayBatch, onUnwritable }) === 1) queueMicrotask(this.#flush);
  }

  /** Writes what waits, now. */
  flush(): void {
    this.#turn += 1;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    const text = waiting.length === 1 ? frameOne(waiting) : frameAll(waiting);
    if (text === "" || !this.#stream.writable) return;
    this.#stream.write(text, isAscii(text) ? "latin1" : "utf8");
  }
}

function frameOne([only]: readonly Waiting[]): string {
  const json = only && toJson(only);
  return json === undefined ? "" : frame(json);
}

function frameAll(waiting: readonly Waiting[]): string {
  let frames = "";
  let batch: string[] = [];
  let batchCharacters = 0;
  const closeBatch = (): void => {
    const [first] = batch;
    if (first !== undefined) frames += frame(batch.length === 1 ? first : `[${batch.join(",")}]`);
    batch = [];
    batchCharacters = 0;
  };
  for (const entry of waiting) {
    const json = toJson(entry);
    if (json === undefined) continue;
    const fits = entry.mayBatch && batchCharacters + json.length <= maxBatchCharacters;
    if (!fits || batch.length === maxBatchMessages) closeBatch();
    batch.push(json);
    batchCharacters += json.length;
    if (!entry.mayBatch) closeBatch();
  }
  closeBatch();
  return frames;
}

function toJson({ message, onUnwritable }: Waiting): string | undefined {
  try {
    return JSON.stringify(message);
  } catch (error) {
    onUnwritable?.(error);
    return undefined;
  }
}

function frame(json: string): string {
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
