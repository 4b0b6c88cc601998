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
    const [first] = waiting;
    if (!first) return;
    this.#waiting = [];
    const bodies = waiting.length === 1 ? [toJson(first)] : gather(waiting);
    let text = "";
    let isAscii = true;
    for (const body of bodies) {
      if (body === undefined) continue;
      const byteLength = Buffer.byteLength(body);
      isAscii &&= byteLength === body.length;
      text += `Content-Length: ${byteLength}\r\n\r\n${body}`;
    }
    // One byte a character is what the pipe takes fastest.
    if (this.#stream.writable && text !== "") this.#stream.write(text, isAscii ? "latin1" : "utf8");
  }
}

/** The bodies of frames: messages alone, or batches of them. */
function gather(waiting: readonly Waiting[]): readonly string[] {
  const bodies: string[] = [];
  let batch: string[] = [];
  let batchCharacters = 0;
  const closeBatch = (): void => {
    const [first] = batch;
    if (first !== undefined) bodies.push(batch.length === 1 ? first : `[${batch.join(",")}]`);
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
  return bodies;
}

function toJson({ message, onUnwritable }: Waiting): string | undefined {
  try {
    return JSON.stringify(message);
  } catch (error) {
    onUnwritable?.(error);
    return undefined;
  }
}
