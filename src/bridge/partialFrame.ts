/**
 * A frame that is read into memory of its own: its body and each attachment in one allocation, whatever the chunks.
 */

/** See the module's comment. */
export class PartialFrame {
  readonly body: Uint8Array;
  readonly attachments: readonly Uint8Array[];
  readonly #parts: readonly Uint8Array[];
  #part = 0;
  /** Bytes of the present part that are here. */
  #filled = 0;

  constructor(bodyLength: number, attachmentLengths: readonly number[]) {
    this.body = allocate(bodyLength);
    this.attachments = attachmentLengths.map(allocate);
    this.#parts = [this.body, ...this.attachments];
  }

  get isComplete(): boolean {
    return this.#part === this.#parts.length;
  }

  /** Takes what it lacks from the front of `data`; gives the rest. */
  fill(data: Buffer): Buffer {
    let rest = data;
    for (let part = this.#parts[this.#part]; part; part = this.#parts[this.#part]) {
      const copied = rest.copy(part, this.#filled);
      this.#filled += copied;
      rest = rest.subarray(copied);
      if (this.#filled < part.length) break;
      this.#part += 1;
      this.#filled = 0;
    }
    return rest;
  }
}

/** Not zeroed, and not a part of the pool that small buffers share. */
function allocate(length: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}
