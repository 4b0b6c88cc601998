/**
 * From bytes to messages: `Content-Length` frames, each one JSON-RPC message or a batch array, and attachments
 * behind it. Parses every frame a chunk holds, straight from the chunk; only a body that spans chunks is copied,
 * into one allocation. Broken input is reported and skipped, never thrown. Knows no stream and no meaning.
 */

import { placeAttachments } from "./attachments.js";
import { ProtocolError } from "./errors.js";
import { PartialFrame } from "./partialFrame.js";

/** What a {@link FrameReader} feeds. */
export interface FrameSink {
  /** One parsed JSON value; anything may stand in it. */
  onMessage(message: unknown): void;
  /** Something was skipped. `head` is how a skipped body began, to find out whose answer it was. */
  onBroken(error: ProtocolError, head: string): void;
}

const none: readonly Uint8Array[] = [];
const maxHeaderBytes = 8192;
const headLength = 256;
/** Below the longest string V8 can hold. */
const defaultMaxBodyBytes = 256 * 1024 * 1024;

/** Incremental reader of one byte stream. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #maxBodyBytes: number;
  #rest: Buffer | undefined;
  #partial: PartialFrame | undefined;
  #skipBytes = 0;

  constructor(sink: FrameSink, maxBodyBytes: number = defaultMaxBodyBytes) {
    this.#sink = sink;
    this.#maxBodyBytes = maxBodyBytes;
  }

  /** Takes the next bytes of the stream and delivers what they complete. Keeps no reference to used-up chunks. */
  push(chunk: Buffer): void {
    let data = chunk;
    if (this.#partial) data = this.#fill(this.#partial, data);
    if (this.#skipBytes > 0) {
      const skipped = Math.min(this.#skipBytes, data.length);
      this.#skipBytes -= skipped;
      data = data.subarray(skipped);
    }
    if (this.#rest) {
      data = Buffer.concat([this.#rest, data]);
      this.#rest = undefined;
    }
    this.#readFrames(data);
  }

  #fill(frame: PartialFrame, data: Buffer): Buffer {
    const rest = frame.fill(data);
    this.#partial = frame.isComplete ? undefined : frame;
    if (frame.isComplete) {
      const body = Buffer.from(frame.body.buffer);
      this.#deliver(body, 0, body.length, frame.attachments);
    }
    return rest;
  }

  #readFrames(data: Buffer): void {
    let start = 0;
    while (start < data.length) {
      const header = readUsualHeader(data, start) ?? readAnyHeader(data, start);
      if (!header) {
        this.#keepHeader(data.subarray(start));
        return;
      }
      const { bodyStart, length, attachments } = header;
      const end = bodyStart + length;
      const bodyLength = attachments.reduce((left, attachment) => left - attachment, length);
      if (length > this.#maxBodyBytes) {
        start = bodyStart + this.#skip(data.subarray(bodyStart), length);
      } else if (bodyLength > 0 && (attachments.length > 0 || end > data.length)) {
        this.#fill(new PartialFrame(bodyLength, attachments), data.subarray(bodyStart));
        start = end;
      } else {
        start = end;
        this.#skipBytes = Math.max(0, end - data.length);
        if (bodyLength > 0) this.#deliver(data, bodyStart, end);
        else this.#sink.onBroken(new ProtocolError("Frame without a body"), "");
      }
    }
  }

  /** What is left is part of a header, unless it is too long to be one; a header may still begin at its end. */
  #keepHeader(data: Buffer): void {
    if (data.length <= maxHeaderBytes) {
      this.#rest = data;
      return;
    }
    this.#sink.onBroken(new ProtocolError("Endless frame header"), "");
    this.#rest = Buffer.from(data.subarray(lastHeaderStart(data)));
  }

  /** Gives how much of the body is here to be skipped; the rest is skipped when it comes. */
  #skip(data: Buffer, length: number): number {
    const problem = `A message of ${length} bytes is too large: the limit is ${this.#maxBodyBytes}`;
    this.#sink.onBroken(new ProtocolError(problem), data.toString("utf8", 0, headLength));
    const skipped = Math.min(length, data.length);
    this.#skipBytes = length - skipped;
    return skipped;
  }

  #deliver(data: Buffer, start: number, end: number, attachments = none): void {
    let message: unknown;
    try {
      message = JSON.parse(data.toString("utf8", start, end));
      if (attachments.length > 0) placeAttachments(message, attachments);
    } catch (cause) {
      const head = data.toString("utf8", start, Math.min(end, start + headLength));
      this.#sink.onBroken(new ProtocolError("Frame that is not JSON", { cause }), head);
      return;
    }
    this.#sink.onMessage(message);
  }
}

/** What a frame's header says: where the frame's content begins and how long it is; 0 when it does not say. */
interface Header {
  readonly bodyStart: number;
  readonly length: number;
  /** How long the parts of it are that follow the body. */
  readonly attachments: readonly number[];
}

const noLengths: readonly number[] = [];
const usualPrefix = Buffer.from("Content-Length: ");
const [carriageReturn, lineFeed, zero, nine] = [13, 10, 48, 57];

/** The header as the adapter writes it, read without making a string of it; undefined for any other. */
function readUsualHeader(data: Buffer, start: number): Header | undefined {
  for (let index = 0; index < usualPrefix.length; index += 1) {
    if (data[start + index] !== usualPrefix[index]) return undefined;
  }
  let at = start + usualPrefix.length;
  let length = 0;
  for (let digit = data[at]; digit !== undefined && digit >= zero && digit <= nine;) {
    length = length * 10 + digit - zero;
    digit = data[++at];
  }
  const isEnd =
    data[at] === carriageReturn &&
    data[at + 1] === lineFeed &&
    data[at + 2] === carriageReturn &&
    data[at + 3] === lineFeed;
  if (!isEnd || !Number.isSafeInteger(length)) return undefined;
  return { bodyStart: at + 4, length, attachments: noLengths };
}

/** Not bound to the start of a line, so that reading finds its way again behind garbage. */
const contentLengthField = /content-length:[ \t]*(\d{1,15})[ \t]*$/im;
const attachmentsField = /snakebridge-attachments:[ \t]*([\d,]+)[ \t]*$/im;

/** Where a header may begin that ends behind `data`. */
function lastHeaderStart(data: Buffer): number {
  const found = data.lastIndexOf(usualPrefix);
  const isHeader = found >= 0 && data.length - found <= maxHeaderBytes;
  return isHeader ? found : data.length - usualPrefix.length + 1;
}

function readAnyHeader(data: Buffer, start: number): Header | undefined {
  const end = data.indexOf("\r\n\r\n", start, "latin1");
  if (end < 0) return undefined;
  const text = data.toString("latin1", start, end);
  const length = contentLengthField.exec(text)?.[1];
  const attachments = attachmentsField.exec(text)?.[1]?.split(",").map(Number) ?? noLengths;
  return { bodyStart: end + 4, length: Number(length ?? 0), attachments };
}
