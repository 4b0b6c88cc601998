/**
 * From bytes to messages: `Content-Length` frames, each one JSON-RPC message or a batch array.
 * Parses every frame a chunk holds, straight from the chunk; only a body that spans chunks is copied, into
 * one allocation. Broken input is reported and skipped, never thrown. Knows no stream and no meaning.
 */

import { ProtocolError } from "./errors.js";

/** What a {@link FrameReader} feeds. */
export interface FrameSink {
  /** One parsed JSON value; anything may stand in it. */
  onMessage(message: unknown): void;
  /** Something was skipped. `head` is how a skipped body began, to find out whose answer it was. */
  onBroken(error: ProtocolError, head: string): void;
}

const maxHeaderBytes = 8192;
const headLength = 256;
/** Below the longest string V8 can hold. */
const defaultMaxBodyBytes = 256 * 1024 * 1024;

/** A body whose first bytes are here and whose rest is on the way. */
interface PartialBody {
  readonly bytes: Buffer;
  filled: number;
}

/** Incremental reader of one byte stream. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #maxBodyBytes: number;
  #rest: Buffer | undefined;
  #body: PartialBody | undefined;
  #skipBytes = 0;

  constructor(sink: FrameSink, maxBodyBytes: number = defaultMaxBodyBytes) {
    this.#sink = sink;
    this.#maxBodyBytes = maxBodyBytes;
  }

  /** Takes the next bytes of the stream and delivers what they complete. Keeps no reference to used-up chunks. */
  push(chunk: Buffer): void {
    let data = chunk;
    if (this.#body) data = this.#fill(this.#body, data);
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

  #fill(body: PartialBody, data: Buffer): Buffer {
    const copied = data.copy(body.bytes, body.filled);
    body.filled += copied;
    if (body.filled === body.bytes.length) {
      this.#body = undefined;
      this.#deliver(body.bytes, 0, body.bytes.length);
    }
    return data.subarray(copied);
  }

  #readFrames(data: Buffer): void {
    let start = 0;
    while (start < data.length) {
      const header = readUsualHeader(data, start) ?? readAnyHeader(data, start);
      if (!header) {
        this.#keepHeader(data.subarray(start));
        return;
      }
      const { bodyStart, length } = header;
      const end = bodyStart + length;
      if (length > this.#maxBodyBytes) {
        start = bodyStart + this.#skip(data.subarray(bodyStart), length);
      } else if (end > data.length) {
        const bytes = Buffer.allocUnsafeSlow(length);
        this.#body = { bytes, filled: data.copy(bytes, 0, bodyStart) };
        return;
      } else {
        start = end;
        if (length > 0) this.#deliver(data, bodyStart, end);
        else this.#sink.onBroken(new ProtocolError("Frame without a body"), "");
      }
    }
  }

  /** What is left is part of a header, unless it is too long to be one. */
  #keepHeader(data: Buffer): void {
    if (data.length > maxHeaderBytes) {
      this.#sink.onBroken(new ProtocolError("Endless frame header"), "");
    } else {
      this.#rest = data;
    }
  }

  /** Gives how much of the body is here to be skipped; the rest is skipped when it comes. */
  #skip(data: Buffer, length: number): number {
    const problem = `A message of ${length} bytes is too large: the limit is ${this.#maxBodyBytes}`;
    this.#sink.onBroken(new ProtocolError(problem), data.toString("utf8", 0, headLength));
    const skipped = Math.min(length, data.length);
    this.#skipBytes = length - skipped;
    return skipped;
  }

  #deliver(data: Buffer, start: number, end: number): void {
    let message: unknown;
    try {
      message = JSON.parse(data.toString("utf8", start, end));
    } catch (cause) {
      const head = data.toString("utf8", start, Math.min(end, start + headLength));
      this.#sink.onBroken(new ProtocolError("Frame that is not JSON", { cause }), head);
      return;
    }
    this.#sink.onMessage(message);
  }
}

/** Where a frame's body begins and how long it is; 0 when its header does not say. */
interface Header {
  readonly bodyStart: number;
  readonly length: number;
}

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
  return isEnd && Number.isSafeInteger(length) ? { bodyStart: at + 4, length } : undefined;
}

/** Not bound to the start of a line, so that reading finds its way again behind garbage. */
const contentLengthField = /content-length:[ \t]*(\d{1,15})[ \t]*$/im;

function readAnyHeader(data: Buffer, start: number): Header | undefined {
  const end = data.indexOf("\r\n\r\n", start, "latin1");
  if (end < 0) return undefined;
  const length = contentLengthField.exec(data.toString("latin1", start, end))?.[1];
  return { bodyStart: end + 4, length: Number(length ?? 0) };
}
