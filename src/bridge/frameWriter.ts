/**
 * From messages to bytes: all messages of one microtask turn leave together, and neighbours that may be
 * gathered share a frame as a JSON-RPC batch. Messages are turned into JSON when they leave, so that their
 * sender may still complete them during its turn. A message with attachments has a frame of its own. Knows no
 * meaning.
 */

import type { Writable } from "node:stream";

const maxBatchMessages = 256;
/** A batch is read as a whole: large messages travel alone. */
const maxBatchCharacters = 64 * 1024;

interface Waiting {
  readonly message: object;
  readonly mayBatch: boolean;
  readonly onUnwritable: ((error: unknown) => void) | undefined;
  readonly attachments: readonly Uint8Array[];
}

/** A body and what stands behind it. */
interface Frame {
  readonly body: string;
  readonly attachments: readonly Uint8Array[];
}

const none: readonly Uint8Array[] = [];

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
  enqueue(
    message: object,
    mayBatch: boolean,
    onUnwritable?: (error: unknown) => void,
    attachments: readonly Uint8Array[] = none,
  ): void {
    const waiting = { message, mayBatch, onUnwritable, attachments };
    if (this.#waiting.push(waiting) === 1) queueMicrotask(this.#flush);
  }

  /** Writes what waits, now. */
  flush(): void {
    this.#turn += 1;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    let text = "";
    let isAscii = true;
    gather(waiting, ({ body, attachments }) => {
      const byteLength = Buffer.byteLength(body);
      isAscii &&= byteLength === body.length;
      text += header(byteLength, attachments) + body;
      if (attachments.length === 0 && text.length < maxBatchCharacters) return;
      // What is large leaves now: its reader works while the rest is made.
      this.#write(text, isAscii, attachments);
      text = "";
      isAscii = true;
    });
    if (text !== "") this.#write(text, isAscii, none);
  }

  #write(text: string, isAscii: boolean, attachments: readonly Uint8Array[]): void {
    if (!this.#stream.writable) return;
    // One byte a character is what the pipe takes fastest.
    this.#stream.write(text, isAscii ? "latin1" : "utf8");
    for (const part of attachments) this.#stream.write(part);
  }
}

function header(byteLength: number, attachments: readonly Uint8Array[]): string {
  if (attachments.length === 0) return `Content-Length: ${byteLength}\r\n\r\n`;
  const lengths = attachments.map(({ length }) => length);
  const total = lengths.reduce((sum, length) => sum + length, byteLength);
  return `Content-Length: ${total}\r\nSnakebridge-Attachments: ${lengths.join()}\r\n\r\n`;
}

/** Makes frames of messages alone, or of batches of them, one after the other. */
function gather(waiting: readonly Waiting[], emit: (frame: Frame) => void): void {
  let batch: string[] = [];
  let batchCharacters = 0;
  const closeBatch = (attachments = none): void => {
    const [first] = batch;
    const body = batch.length > 1 ? `[${batch.join(",")}]` : first;
    if (body !== undefined) emit({ body, attachments });
    batch = [];
    batchCharacters = 0;
  };
  for (const entry of waiting) {
    const json = toJson(entry);
    if (json === undefined) continue;
    const mayBatch = entry.mayBatch && entry.attachments.length === 0;
    const fits = mayBatch && batchCharacters + json.length <= maxBatchCharacters;
    if (!fits || batch.length === maxBatchMessages) closeBatch();
    batch.push(json);
    batchCharacters += json.length;
    if (!mayBatch) closeBatch(entry.attachments);
  }
  closeBatch();
}

function toJson({ message, onUnwritable }: Waiting): string | undefined {
  try {
    return JSON.stringify(message);
  } catch (error) {
    onUnwritable?.(error);
    return undefined;
  }
}
